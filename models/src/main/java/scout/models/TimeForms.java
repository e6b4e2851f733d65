package scout.models;

import java.util.List;

/**
 * How a time or a day is written.
 *
 * @param iso true if in ISO-8601
 * @param epoch true if as a number since 1970
 * @param patterns other forms, in the order in which they are tried
 */
public record TimeForms(boolean iso, boolean epoch, List<TimePattern> patterns) {
  /** ISO-8601 and numbers since 1970. */
  public static final TimeForms USUAL = new TimeForms(true, true, List.of());

  public TimeForms {
    patterns = List.copyOf(patterns);
    if (!iso && !epoch && patterns.isEmpty()) {
      throw new IllegalArgumentException("A time has at least one form");
    }
  }
}
