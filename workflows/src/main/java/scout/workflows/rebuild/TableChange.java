package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rows of a table that differed from their recomputation.
 *
 * @param table e.g. {@code gold_store_daily_summary}
 * @param inserted rows that were missing
 * @param updated rows with another value; {@code last_updated} alone does not count
 * @param deleted rows whose source in the layer below is gone
 * @param first the first of them in the order of their keys
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TableChange(
    String table, long inserted, long updated, long deleted, List<RowChange> first) {
  private static final int SHOWN = 20;

  public TableChange {
    first = first == null ? List.of() : List.copyOf(first);
  }

  /** Both changes of the same table, with the first of their rows. */
  public TableChange plus(TableChange other) {
    return new TableChange(
        table,
        inserted + other.inserted,
        updated + other.updated,
        deleted + other.deleted,
        Stream.concat(first.stream(), other.first.stream()).limit(SHOWN).toList());
  }

  /** Adds both lists table by table, in the order in which the tables first come. */
  public static List<TableChange> sum(List<TableChange> earlier, List<TableChange> later) {
    Map<String, TableChange> sums = new LinkedHashMap<>();
    Stream.concat(earlier.stream(), later.stream())
        .forEach(change -> sums.merge(change.table, change, TableChange::plus));
    return List.copyOf(sums.values());
  }

  /** All rows that differed. */
  public long rows() {
    return inserted + updated + deleted;
  }
}
