package scout.activities.models;

import java.util.Locale;

/** How a model in force stands. */
public enum ModelState {
  /** It was never computed. */
  BUILDING,
  /** Its table follows what it reads. */
  ACTIVE,
  /** It can't be computed; its table keeps the last good rows. */
  HELD;

  static ModelState ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
