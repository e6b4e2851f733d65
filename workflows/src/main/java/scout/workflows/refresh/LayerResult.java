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
 * @param arriving whether files were still being handed over or loaded (checks); null otherwise,
 *     and from a worker that doesn't look
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LayerResult(
    long files,
    long rows,
    String failedChecks,
    long transactions,
    LostRecords lost,
    Boolean arriving) {
  /** A layer of models. */
  public static LayerResult ofRows(long rows) {
    return new LayerResult(0, rows, null, 0, null, null);
  }

  /** The checks. */
  public static LayerResult ofChecks(String failedChecks, boolean arriving) {
    return new LayerResult(0, 0, failedChecks, 0, null, arriving);
  }
}
