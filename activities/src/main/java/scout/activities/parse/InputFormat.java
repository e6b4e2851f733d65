package scout.activities.parse;

import java.util.List;
import java.util.Optional;
import scout.storage.upload.InputName;

/**
 * A file's format according to its name.
 *
 * @param kind the layout of its records
 * @param packings how it is packed, the outermost first; empty if it isn't
 */
public record InputFormat(Kind kind, List<PackingFormat> packings) {
  public InputFormat {
    packings = List.copyOf(packings);
  }

  /** The layout of a file's records. */
  public enum Kind {
    /**
     * {@code .json}, {@code .jsonl} and {@code .ndjson}: one object, an array of objects, or one
     * per line; the content decides.
     */
    JSON,
    /** {@code .csv}: a header, then one record per row. */
    CSV
  }

  /**
   * Returns the format of a name or key, ignoring case.
   *
   * @return the format, or empty if Scout doesn't read such names
   */
  public static Optional<InputFormat> of(String name) {
    return InputName.of(name).map(InputFormat::of);
  }

  private static InputFormat of(InputName name) {
    Kind kind = name.records() == InputName.Records.CSV ? Kind.CSV : Kind.JSON;
    return new InputFormat(
        kind, name.packings().stream().map(each -> PackingFormat.valueOf(each.name())).toList());
  }
}
