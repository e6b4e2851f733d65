package scout.workflows.refresh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What one layer's step did.
 *
 * @param files files settled (silver), else 0
 * @param rows rows written or removed
 * @param failedChecks names the checks that failed, comma-separated; null if none did
 * @param transactions how many records of the files settled became one (silver), else 0
 * @param lost what became none (silver); null otherwise, and from a worker that didn't count it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LayerResult(
    long files, long rows, String failedChecks, long transactions, LostRecords lost) {
  /** A step that settles no records. */
  public LayerResult(long files, long rows, String failedChecks) {
    this(files, rows, failedChecks, 0, null);
  }
}
