package scout.activities.parse;

import java.util.List;
import java.util.Optional;
import scout.storage.upload.InputName;

/**
 * What a file's name says about its content.
 *
 * @param kind how its records are laid out
 * @param packings how it is packed, the outermost first; empty if it is not
 */
public record InputFormat(Kind kind, List<PackingFormat> packings) {
  public InputFormat {
    packings = List.copyOf(packings);
  }

  /** How a file's records are laid out. */
  public enum Kind {
    /**
     * {@code .json}, {@code .jsonl} and {@code .ndjson}: one object, an array of them, or one a
     * line; told apart by looking.
     */
    JSON,
    /** {@code .csv}: a header, then one record a row. */
    CSV
  }

  /**
   * Reads the format off a name or key, whatever its case.
   *
   * @return the format, or nothing if the name is none of Scout's
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
