package scout.activities.fields;

import java.util.Locale;

/**
 * A name without letter case, blanks, {@code _}, {@code -} and invisible marks, which people and
 * programs write differently. If the exact name is missing, a name that folds alike is used.
 */
public final class FoldedName {
  private FoldedName() {}

  /** Folds a name. */
  public static String of(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isOverlooked(c)) {
        folded.append(c);
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  /** Returns whether two names differ only in what folding removes. */
  public static boolean differsOnly(String name, String other) {
    return !name.equals(other) && of(name).equals(of(other));
  }

  private static boolean isOverlooked(char c) {
    return c == '_'
        || c == '-'
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\ufeff'
        || (c >= '\u200b' && c <= '\u200f')
        || c == '\u2060'
        || c == '\u00ad';
  }
}
