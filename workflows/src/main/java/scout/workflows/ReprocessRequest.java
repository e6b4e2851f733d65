package scout.workflows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A person's wish that a file be read again and its rows replaced. Every field may be null.
 *
 * @param reason why, in the person's words
 * @param etag the version meant; null is the latest
 * @param requestId the ledger holds it once the request is carried out, so that a client can wait
 * @param problem why the request can't be read, null if it can; never sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReprocessRequest(String reason, String etag, String requestId, String problem) {
  private static final List<String> FIELDS = List.of("reason", "etag", "requestId");

  public ReprocessRequest(String reason, String etag, String requestId) {
    this(reason, etag, requestId, null);
  }

  /** Reads any JSON value; one that is no request has a {@code problem}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ReprocessRequest read(Object typed) {
    SignalInput input = SignalInput.read(typed, FIELDS, "requestId");
    return new ReprocessRequest(
        input.field("reason"), input.field("etag"), input.field("requestId"), input.problem());
  }
}
