package scout.activities.ledger;

import java.util.Map;

/**
 * The result of one pass over a file. Its good records and its rejects are in the open transaction.
 *
 * @param sha256 of the stored bytes, also if the file is damaged
 * @param deviceId the file's device, {@code several} or {@code unknown}
 * @param payloadKeys the number of records with each top-level key
 * @param dialect the changes that made the file readable, as JSON; null if none
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
