package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import scout.workflows.SignalInput;

/**
 * A version of an object that arrived. Every field may be null: the journey looks at the object
 * itself.
 *
 * @param etag the version's ETag without quotes, where the sender knows it
 * @param source who saw it: {@code webhook}, {@code sweep}, {@code bulk} (the bulk lane) or a
 *     command
 */
public record FileVersion(String etag, String source) {
  /** The source of what a sweep found. */
  public static final String SWEEP = "sweep";

  /** The source of what a sweep found and gave to the bulk lane. */
  public static final String BULK = "bulk";

  private static final List<String> FIELDS = List.of("etag", "source");

  /** Reads any JSON value; one that says nothing useful is an arrival of whatever lies there. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FileVersion read(Object typed) {
    SignalInput input = SignalInput.read(typed, FIELDS, "source");
    return new FileVersion(input.field("etag"), input.field("source"));
  }
}
