package scout.activities.parse;

import java.util.List;
import java.util.Optional;
import scout.storage.upload.InputName;

/**
 * A file's format according to its name.
 *
 * @param records the layout of its records
 * @param packings how it is packed, the outermost first; empty if it isn't
 */
public record InputFormat(InputName.Records records, List<PackingFormat> packings) {
  public InputFormat {
    packings = List.copyOf(packings);
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
    return new InputFormat(
        name.records(),
        name.packings().stream().map(each -> PackingFormat.valueOf(each.name())).toList());
  }
}
