package scout.activities.parse;

import java.util.Locale;

/** A name without what tells apart different spellings of it. */
final class FoldedName {
  private FoldedName() {}

  /**
   * Returns the name in small letters, without blanks, {@code _}, {@code -} and invisible marks.
   */
  static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.codePoints().filter(c -> !isIgnored(c)).forEach(folded::appendCodePoint);
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isIgnored(int c) {
    return c == '_'
        || c == '-'
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || (c >= 0x200b && c <= 0x200f)
        || c == 0x2060
        || c == 0xfeff
        || c == 0xad;
  }
}
