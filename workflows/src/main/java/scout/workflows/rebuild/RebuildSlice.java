package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Parts of a rebuild of silver, each committed by itself.
 *
 * @param tables what it changed, table by table
 * @param files how many files it took
 * @param records how many records they hold in bronze
 * @param after the ledger's number of the last of them, where the next slice starts; null if none
 *     is left
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RebuildSlice(List<TableChange> tables, long files, long records, Long after) {
  public RebuildSlice {
    tables = tables == null ? List.of() : List.copyOf(tables);
  }

  /** Both parts, of which the other comes after this one. */
  public RebuildSlice plus(RebuildSlice other) {
    return new RebuildSlice(
        TableChange.sum(tables, other.tables),
        files + other.files,
        records + other.records,
        other.after);
  }
}
