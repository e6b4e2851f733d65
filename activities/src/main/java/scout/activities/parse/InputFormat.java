package scout.activities.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file's name says about its content.
 *
 * @param kind how its records are laid out
 * @param packings how it is packed, the outermost first; empty if it is not
 */
public record InputFormat(Kind kind, List<Packing> packings) {
  private static final int MOST_PACKINGS = 2;

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
    String lower = name.toLowerCase(Locale.ROOT);
    List<Packing> packings = new ArrayList<>();
    String plain = lower;
    for (Packing outer = packing(plain);
        outer != null && packings.size() < MOST_PACKINGS;
        outer = packing(plain)) {
      packings.add(outer);
      plain = plain.substring(0, plain.length() - outer.suffix().length());
    }
    if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      return Optional.of(new InputFormat(Kind.JSON, packings));
    }
    return plain.endsWith(".csv")
        ? Optional.of(new InputFormat(Kind.CSV, packings))
        : Optional.empty();
  }

  private static Packing packing(String name) {
    for (Packing packing : Packing.values()) {
      if (name.endsWith(packing.suffix())) {
        return packing;
      }
    }
    return null;
  }
}
