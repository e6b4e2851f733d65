package scout.local.fit;

import java.util.List;
import scout.activities.fields.PayloadField;

/**
 * Where a field is or could be.
 *
 * @param field the field that Scout needs
 * @param how how it was found
 * @param paths the paths to search, in order; the present paths unless {@code how} is {@link
 *     How#PROPOSED}
 * @param seen the path or name in the file; null if not found
 * @param sureness 0 to 1
 * @param why the reason, for people
 */
record FieldGuess(
    PayloadField field, How how, List<String> paths, String seen, double sureness, String why) {
  /** How a field was found. */
  enum How {
    /** At a present path. */
    FOUND,
    /** Under a name that Scout accepts as a variant by itself. */
    FOLDED,
    /** On the page that contains the records. */
    PAGE,
    /** By names and values; a setting is needed. */
    PROPOSED,
    /** Nowhere. */
    MISSING
  }

  private static final double SURE = 0.85;

  FieldGuess {
    paths = List.copyOf(paths);
  }

  /** Returns the sureness in a word. */
  String surenessWord() {
    return sureness >= SURE ? "sure" : "likely";
  }
}
