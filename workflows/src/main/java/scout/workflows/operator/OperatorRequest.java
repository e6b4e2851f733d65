package scout.workflows.operator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * An action that a person asked for in the console.
 *
 * @param actionId a UUID; the same id is carried out once
 * @param operator who asked, by the name they signed in with
 * @param action the word of an {@link OperatorActionKind}
 * @param subject on what, for people: an object key, an alert's fingerprint, the bucket, the layers
 * @param reason why, in the person's words; may be null
 * @param bucket the bucket of a file; null for other actions
 * @param etag the version of a file; null for other actions
 * @param alertId the number of an alert; 0 for other actions
 * @param until when a mute ends, in ISO-8601; null for other actions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperatorRequest(
    String actionId,
    String operator,
    String action,
    String subject,
    String reason,
    String bucket,
    String etag,
    long alertId,
    String until) {
  /** A request about the whole installation: a sweep or a refresh. */
  public static OperatorRequest of(
      String actionId, String operator, OperatorActionKind kind, String subject, String reason) {
    return new OperatorRequest(
        actionId, operator, kind.word(), subject, reason, null, null, 0, null);
  }

  /** The same about a version of a file; its key is the subject. */
  public OperatorRequest ofVersion(String ofBucket, String version) {
    return new OperatorRequest(
        actionId, operator, action, subject, reason, ofBucket, version, 0, null);
  }

  /** The same about an alert; its fingerprint is the subject. */
  public OperatorRequest ofAlert(long id, String muteUntil) {
    return new OperatorRequest(
        actionId, operator, action, subject, reason, null, null, id, muteUntil);
  }
}
