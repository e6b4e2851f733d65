package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What to load.
 *
 * @param bucket the bucket
 * @param key the full object key
 * @param etag the announced or wanted version; null is the current one (arrival) or the ledger's
 *     latest (reprocess)
 * @param replay true to read a known file again and replace its rows
 * @param reason a person's reason for the replay, may be null
 * @param requestId written to the ledger when done, may be null
 * @param source who reported the version, as in {@link FileVersion}; null if unknown
 * @param batchId the workflow {@code FileBatch} that loads it; null if its own journey does
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadRequest(
    String bucket,
    String key,
    String etag,
    boolean replay,
    String reason,
    String requestId,
    String source,
    @JsonInclude(JsonInclude.Include.NON_NULL) String batchId) {
  /** A request of a journey with an unknown source. */
  public LoadRequest(
      String bucket, String key, String etag, boolean replay, String reason, String requestId) {
    this(bucket, key, etag, replay, reason, requestId, null, null);
  }

  /** A version arrived. */
  public static LoadRequest arrived(String bucket, String key, FileVersion version) {
    return inBatch(bucket, key, version, null);
  }

  /** A version that a batch loads. */
  public static LoadRequest inBatch(
      String bucket, String key, FileVersion version, String batchId) {
    return new LoadRequest(
        bucket, key, version.etag(), false, null, null, version.source(), batchId);
  }
}
