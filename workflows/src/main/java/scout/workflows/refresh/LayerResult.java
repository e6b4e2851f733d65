package scout.workflows.refresh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The result of one layer's step.
 *
 * @param files files settled (silver), else 0
 * @param rows rows written or removed
 * @param failedChecks the names of the failed checks, comma-separated; null if none failed
 * @param transactions how many records of the settled files became transactions (silver), else 0
 * @param lost records that became none (silver); null otherwise, and from a worker that doesn't
 *     count them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LayerResult(
    long files, long rows, String failedChecks, long transactions, LostRecords lost) {
  /** A step that settles no records. */
  public LayerResult(long files, long rows, String failedChecks) {
    this(files, rows, failedChecks, 0, null);
  }
}
