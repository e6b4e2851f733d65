package scout.storage.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The format that a name's suffixes declare: {@code .json}, {@code .jsonl}, {@code .ndjson} or
 * {@code .csv}, followed by up to two of {@code .gz} and {@code .zst}, in any case.
 *
 * @param records how the records are laid out
 * @param packings how the content is compressed, the outermost first; empty if it is not
 */
public record InputName(Records records, List<Packing> packings) {
  private static final int MOST_PACKINGS = 2;

  /** How records are laid out. */
  public enum Records {
    /** {@code .json}: any JSON layout. */
    JSON,
    /** {@code .jsonl} and {@code .ndjson}: one object per line. */
    JSON_LINES,
    /** {@code .csv}: a header, then one row per record. */
    CSV
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
    if (name.endsWith(".json")) {
      return Optional.of(Records.JSON);
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return Optional.of(Records.JSON_LINES);
    }
    return name.endsWith(".csv") ? Optional.of(Records.CSV) : Optional.empty();
  }
}
