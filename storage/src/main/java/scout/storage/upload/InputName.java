package scout.storage.upload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The format that a name's suffixes declare, in any case: one for the records, followed by up to
 * two for packings.
 *
 * @param records how the records are laid out
 * @param packings how the content is compressed, the outermost first; empty if it is not
 */
public record InputName(Records records, List<Packing> packings) {
  private static final int MOST_PACKINGS = 2;

  /** How records are laid out. */
  public enum Records {
    /** One object, an array of objects, or one per line; the content decides. */
    JSON(".json"),
    /** One object per line; but a reader goes by the content here too. */
    JSON_LINES(".jsonl", ".ndjson"),
    /** A header, then one row per record. */
    CSV(".csv");

    private final List<String> suffixes;

    Records(String... suffixes) {
      this.suffixes = List.of(suffixes);
    }
  }

  /** How content is compressed. */
  public enum Packing {
    GZIP(".gz"),
    ZSTD(".zst");

    private final String suffix;

    Packing(String suffix) {
      this.suffix = suffix;
    }
  }

  public InputName {
    packings = List.copyOf(packings);
    if (packings.size() > MOST_PACKINGS) {
      throw new IllegalArgumentException("Content is packed at most twice: " + packings);
    }
  }

  /**
   * Reads a name or key.
   *
   * @return empty if Scout does not read its suffixes
   */
  public static Optional<InputName> of(String name) {
    String rest = name.toLowerCase(Locale.ROOT);
    List<Packing> packings = new ArrayList<>();
    for (Packing outer = packing(rest);
        outer != null && packings.size() < MOST_PACKINGS;
        outer = packing(rest)) {
      packings.add(outer);
      rest = rest.substring(0, rest.length() - outer.suffix.length());
    }
    return records(rest).map(records -> new InputName(records, packings));
  }

  /** Returns the suffixes that Scout reads, for people. */
  public static String suffixes() {
    return Arrays.stream(Records.values())
            .flatMap(records -> records.suffixes.stream())
            .collect(Collectors.joining(", "))
        + ", each also with "
        + Arrays.stream(Packing.values())
            .map(packing -> packing.suffix)
            .collect(Collectors.joining(" or "));
  }

  /**
   * Returns whether the last part of the key begins with a dot. Such objects are side files of a
   * system, e.g. {@code ._sales.csv}, and never input.
   */
  public static boolean hidden(String key) {
    return key.startsWith(".", key.lastIndexOf('/') + 1);
  }

  private static Packing packing(String name) {
    for (Packing packing : Packing.values()) {
      if (name.endsWith(packing.suffix)) {
        return packing;
      }
    }
    return null;
  }

  private static Optional<Records> records(String name) {
    return Arrays.stream(Records.values())
        .filter(records -> records.suffixes.stream().anyMatch(name::endsWith))
        .findFirst();
  }
}
