package scout.activities.parse;

import java.util.Locale;
import java.util.Optional;

/**
 * What a file's name says about its content.
 *
 * @param kind how its records are laid out
 * @param gzip whether it is compressed
 */
public record InputFormat(Kind kind, boolean gzip) {
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
    String lower = name.toLowerCase(Locale.ROOT);
    boolean gzip = lower.endsWith(".gz");
    String plain = gzip ? lower.substring(0, lower.length() - 3) : lower;
    if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      return Optional.of(new InputFormat(Kind.JSON, gzip));
    }
    return plain.endsWith(".csv") ? Optional.of(new InputFormat(Kind.CSV, gzip)) : Optional.empty();
  }
}
