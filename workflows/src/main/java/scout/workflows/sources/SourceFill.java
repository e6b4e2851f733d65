package scout.workflows.sources;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import scout.workflows.rebuild.RebuildPlan;

/**
 * How far silver is filled after its source was declared anew.
 *
 * @param plan all that there is to fill
 * @param files how many files are done
 * @param records how many records they hold in bronze
 * @param rows how many rows were written or removed
 * @param after where the next slice starts; null if none is left, so that all columns are full
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceFill(RebuildPlan plan, long files, long records, long rows, Long after) {
  /** True if nothing is left to fill. */
  public boolean full() {
    return after == null;
  }

  /** How much is done, for people. */
  public String share() {
    return String.format(
        "%d of %d files, %d of %d records", files, plan.files(), records, plan.records());
  }
}
