package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import scout.workflows.SignalInput;

/**
 * An object's version that arrived. Every field may be null, since the journey reads the object
 * itself.
 *
 * @param etag the version's ETag without quotes, if the sender knows it
 * @param source who reported it: {@code webhook}, {@code sweep}, {@code bulk} (the bulk lane) or a
 *     command
 */
public record FileVersion(String etag, String source) {
  /** The source for files that a storage event named. */
  public static final String WEBHOOK = "webhook";

  /** The source for files that a sweep found. */
  public static final String SWEEP = "sweep";

  /** The source for files that a sweep gave to the bulk lane. */
  public static final String BULK = "bulk";

  private static final List<String> FIELDS = List.of("etag", "source");

  /** Reads any JSON value; a useless one means that the object's current version arrived. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FileVersion read(Object typed) {
    SignalInput input = SignalInput.read(typed, FIELDS, "source");
    return new FileVersion(input.field("etag"), input.field("source"));
  }
}
