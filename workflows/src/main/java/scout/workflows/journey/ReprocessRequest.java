package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import scout.workflows.SignalInput;

/**
 * A person's request to read a file again and replace its rows. Every field may be null.
 *
 * @param reason why, in the person's words
 * @param etag the version; null is the waiting one, else the latest
 * @param requestId written to the ledger when the request is done, so that a client can wait for it
 * @param bulk true if it is one of many, which may wait for live files; null is false
 * @param problem why the request is invalid, null if it is valid; never sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReprocessRequest(
    String reason, String etag, String requestId, Boolean bulk, String problem) {
  private static final List<String> FIELDS = List.of("reason", "etag", "requestId", "bulk");

  public ReprocessRequest(String reason, String etag, String requestId) {
    this(reason, etag, requestId, null, null);
  }

  /** The same request as one of many. */
  public ReprocessRequest ofMany() {
    return new ReprocessRequest(reason, etag, requestId, true, problem);
  }

  /** True if it is one of many that nobody waits for. */
  public boolean inBulk() {
    return bulk != null && bulk;
  }

  /** The same request for this version, unless the person named one. */
  public ReprocessRequest ofVersion(String version) {
    return etag == null ? new ReprocessRequest(reason, version, requestId, bulk, problem) : this;
  }

  /** Reads any JSON value; an invalid request has a {@code problem}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ReprocessRequest read(Object typed) {
    SignalInput input = SignalInput.read(typed, FIELDS, "requestId");
    return new ReprocessRequest(
        input.field("reason"),
        input.field("etag"),
        input.field("requestId"),
        input.field("bulk") == null ? null : Boolean.valueOf(input.field("bulk")),
        input.problem());
  }
}
