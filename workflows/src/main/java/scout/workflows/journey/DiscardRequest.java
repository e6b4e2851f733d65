package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import scout.workflows.SignalInput;

/**
 * A person's request to remove a file's rows from the layers. Every field may be null.
 *
 * @param reason why, in the person's words
 * @param etag the version; null is the waiting one, else the latest
 * @param requestId written to the ledger when the request is done, so that a client can wait for it
 * @param problem why the request is invalid, null if it is valid; never sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiscardRequest(String reason, String etag, String requestId, String problem) {
  private static final List<String> FIELDS = List.of("reason", "etag", "requestId");

  public DiscardRequest(String reason, String etag, String requestId) {
    this(reason, etag, requestId, null);
  }

  /** The same request for this version, unless the person named one. */
  public DiscardRequest ofVersion(String version) {
    return etag == null ? new DiscardRequest(reason, version, requestId, problem) : this;
  }

  /** Reads any JSON value; an invalid request has a {@code problem}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DiscardRequest read(Object typed) {
    SignalInput input = SignalInput.read(typed, FIELDS, "requestId");
    return new DiscardRequest(
        input.field("reason"), input.field("etag"), input.field("requestId"), input.problem());
  }
}
