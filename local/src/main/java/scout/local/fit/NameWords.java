package scout.local.fit;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Splits a member's name into its words. */
final class NameWords {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern HUMP =
      Pattern.compile("(?<=[\\p{Ll}0-9])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}#]+");

  private NameWords() {}

  /**
   * Returns the words of a name in lower case without accents; a compound of known words, such as
   * {@code belegnummer}, is split into them.
   *
   * @param known the words that compounds consist of
   */
  static List<String> of(String name, Set<String> known) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD))
            .replaceAll("");
    List<String> words = new ArrayList<>();
    for (String part : NO_LETTERS.split(HUMP.matcher(plain).replaceAll(" "), -1)) {
      String word = part.toLowerCase(Locale.ROOT);
      if (word.equals("#")) {
        words.add("number");
      } else if (!word.isEmpty()) {
        for (String each : apart(word, known)) {
          words.add(singular(each, known));
        }
      }
    }
    return words;
  }

  private static String singular(String word, Set<String> known) {
    String shorter = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    return !known.contains(word) && known.contains(shorter) ? shorter : word;
  }

  private static List<String> apart(String word, Set<String> known) {
    if (known.contains(word)) {
      return List.of(word);
    }
    for (int length = word.length() - 1; length >= 3; length--) {
      String head = word.substring(0, length);
      if (known.contains(head)) {
        List<String> rest = apart(word.substring(length), known);
        if (known.containsAll(rest)) {
          List<String> all = new ArrayList<>(List.of(head));
          all.addAll(rest);
          return all;
        }
      }
    }
    return List.of(word);
  }
}
