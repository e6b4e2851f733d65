package scout.workflows.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import scout.workflows.journey.FileJourney;

/**
 * How many files of the bulk lane ended in which way.
 *
 * @param rested those that were loaded and archived, or needed nothing more
 * @param handedOver those that were quarantined or failed and got a {@link FileJourney} of their
 *     own
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchResult(long rested, long handedOver) {
  /** No files. */
  public static final BatchResult NONE = new BatchResult(0, 0);

  /** Both together. */
  public BatchResult plus(BatchResult other) {
    return new BatchResult(rested + other.rested, handedOver + other.handedOver);
  }

  /** How many files it counts. */
  public long files() {
    return rested + handedOver;
  }
}
