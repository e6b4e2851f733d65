package scout.starter.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words of a route, of which one must fit; {@code *} stands for any characters.
 *
 * @param words parted by commas in the route, e.g. {@code till-*}
 */
record AlertPattern(List<String> words) {
  /** Fits everything, also what has no value. */
  static final AlertPattern ANY = new AlertPattern(List.of());

  AlertPattern {
    words = List.copyOf(words);
    if (words.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("A word is missing");
    }
  }

  /** Reads words parted by commas. */
  static AlertPattern of(String text) {
    return new AlertPattern(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
  }

  /**
   * True if a word fits.
   *
   * @param value null if the alert has none: only {@link #ANY} fits then
   */
  boolean fits(String value) {
    return words.isEmpty()
        || value != null
            && words.stream().anyMatch(word -> expression(word).matcher(value).matches());
  }

  private static Pattern expression(String word) {
    return Pattern.compile(
        Arrays.stream(word.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
