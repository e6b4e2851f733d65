package scout.workflows;

/**
 * A person's wish that a file's rows be taken out of the layers. Every field may be null.
 *
 * @param reason why, in the person's words
 * @param etag the version meant; null is the latest
 * @param requestId the ledger holds it once the request is carried out, so that a client can wait
 */
public record DiscardRequest(String reason, String etag, String requestId) {}
