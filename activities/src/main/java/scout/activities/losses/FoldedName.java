package scout.activities.losses;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is left of a name without letter case, blanks, {@code _}, {@code -} and invisible marks. */
final class FoldedName {
  private static final Pattern MARKS =
      Pattern.compile("[\\s\\u00a0_\\-\\ufeff\\u200b-\\u200f\\u2060\\u00ad]");

  private FoldedName() {}

  static String of(String name) {
    return MARKS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /** Returns whether two names differ, and only in what is left out. */
  static boolean areTwins(String one, String other) {
    return !one.equals(other) && of(one).equals(of(other));
  }
}
