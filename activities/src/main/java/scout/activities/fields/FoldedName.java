package scout.activities.fields;

import java.util.Locale;

/**
 * A name without what people and programs write differently: letter case, blanks, {@code _}, {@code
 * -} and invisible marks. Names that fold alike are taken for one another where no exact one is
 * there.
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

  /** Returns whether two names differ, and only in what folding takes away. */
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
