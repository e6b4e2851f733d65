package scout.activities.ledger;

import java.util.Map;

/**
 * What one pass over a file found. Its good records and its rejects are in the open transaction.
 *
 * @param sha256 of the stored bytes, also where the file is damaged
 * @param deviceId the file's device, {@code several} or {@code unknown}
 * @param payloadKeys how many records have each top-level key
 * @param dialect what was done so that the file could be read, as JSON; null if nothing
 * @param refusal why the file must not be loaded, null if it may
 */
public record PassResult(
    long read,
    long rejected,
    String sha256,
    String deviceId,
    Map<String, Long> payloadKeys,
    String dialect,
    LoadFailure refusal) {

  /** How many records are in bronze. */
  public long loaded() {
    return read - rejected;
  }
}
