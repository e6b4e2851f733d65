package scout.activities.losses;

import java.util.regex.Pattern;

/** Shows the form of a text without its content. */
final class ValueForm {
  private static final int LONGEST = 40;
  private static final int LONGEST_NAME = 60;
  private static final int FEW_DIGITS = 3;
  private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");
  private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{M}\\p{Nl}\\p{No}]");
  private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\p{C}]");

  private ValueForm() {}

  /** Returns digits as 9, letters as A, blank and invisible characters as a blank. */
  static String of(String value) {
    String digits = DIGIT.matcher(value).replaceAll("9");
    String letters = LETTER.matcher(digits).replaceAll("A");
    return cut(BLANK.matcher(letters).replaceAll(" "), LONGEST);
  }

  /**
   * Returns a field's name, or only its form if it has more than three digits and may be a value.
   */
  static String ofName(String name) {
    boolean plain = DIGIT.matcher(name).results().count() <= FEW_DIGITS;
    return plain ? cut(BLANK.matcher(name).replaceAll(" "), LONGEST_NAME) : of(name);
  }

  private static String cut(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
  }
}
