package scout.activities.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Detects the delimiter: the one that splits the header into known names, else into most names. */
final class CsvDelimiter {
  /** The delimiters to try, besides the one that is set. */
  private static final String USUAL = ",;\t|";

  private CsvDelimiter() {}

  /**
   * Chooses among the readings of the header.
   *
   * @param readings those with two or more columns
   * @param set the delimiter to use if the header doesn't decide; null for none
   * @throws FileDamaged if two readings are equally good
   */
  static CsvHeaderReading choose(List<CsvHeaderReading> readings, Character set, long offset)
      throws FileDamaged {
    List<CsvHeaderReading> best = most(readings, true);
    for (CsvHeaderReading reading : best) {
      if (set != null && reading.delimiter() == set) {
        return reading;
      }
    }
    best = most(best, false);
    if (best.size() == 1) {
      return best.get(0);
    }
    throw CsvHeader.damaged(
        offset,
        DamageCode.CSV_DELIMITER,
        "is parted into as many columns by "
            + name(best.get(0).delimiter())
            + " as by "
            + name(best.get(1).delimiter())
            + "; set SCOUT_CSV_DELIMITER to the one that counts");
  }

  /** Returns the delimiters to try. */
  static List<Byte> candidates(Character set) {
    List<Byte> candidates = new ArrayList<>();
    for (char delimiter : USUAL.toCharArray()) {
      candidates.add((byte) delimiter);
    }
    if (set != null && USUAL.indexOf(set) < 0) {
      candidates.add((byte) set.charValue());
    }
    return candidates;
  }

  /** Returns the delimiter's name for people. */
  static String name(byte delimiter) {
    return switch (delimiter) {
      case ',' -> "the comma";
      case ';' -> "the semicolon";
      case '\t' -> "the tab";
      case '|' -> "the vertical bar";
      default -> String.format(Locale.ROOT, "the character U+%04X", delimiter);
    };
  }

  private static List<CsvHeaderReading> most(List<CsvHeaderReading> readings, boolean known) {
    long most = -1;
    List<CsvHeaderReading> best = new ArrayList<>();
    for (CsvHeaderReading reading : readings) {
      long count = known ? reading.cells().known() : reading.cells().names().size();
      if (count > most) {
        most = count;
        best.clear();
      }
      if (count == most) {
        best.add(reading);
      }
    }
    return best;
  }
}
