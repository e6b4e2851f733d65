package scout.local.fit;

import java.util.List;
import scout.activities.fields.PayloadField;

/**
 * Where a field is, or could be.
 *
 * @param field what Scout looks for
 * @param how how it was found
 * @param paths where to look, in this order; the present paths unless {@code how} is {@link
 *     How#PROPOSED}
 * @param seen where it is found: the path or name in the file; null if nowhere
 * @param sureness 0 to 1
 * @param why what speaks for it, for people
 */
record FieldGuess(
    PayloadField field, How how, List<String> paths, String seen, double sureness, String why) {
  /** How a field was found. */
  enum How {
    /** Where Scout looks today. */
    FOUND,
    /** Under a name that Scout takes for the looked-for one by itself. */
    FOLDED,
    /** On the page that the records came in. */
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

  /** Returns how sure it is, in a word. */
  String surenessWord() {
    return sureness >= SURE ? "sure" : "likely";
  }
}
