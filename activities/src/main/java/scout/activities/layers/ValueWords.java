package scout.activities.layers;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.SqlStatement;

/** The words that are no values, and what makes it quick to see that a text is none of them. */
final class ValueWords {
  private static final Set<String> NO_TEXT = Set.of("true", "false");

  private ValueWords() {}

  /**
   * Binds what the fragments of {@code typing.sql} ask for.
   *
   * @param nulls the words that mean null, in lower case
   */
  static <S extends SqlStatement<S>> void bind(S statement, Set<String> nulls) {
    Set<String> words = new TreeSet<>(nulls);
    words.addAll(NO_TEXT);
    StringBuilder initials = new StringBuilder();
    for (String word : words) {
      String first = word.substring(0, word.offsetByCodePoints(0, 1));
      initials.append(first).append(first.toUpperCase(Locale.ROOT));
    }
    statement
        .bindArray("nulls", String.class, nulls)
        .bindArray("words", String.class, words)
        .bind("initials", initials.toString())
        .bind("longest_word", words.stream().mapToInt(String::length).max().orElse(0))
        .bind("numeric_words", nulls.stream().anyMatch(word -> word.matches(".*[0-9].*")));
  }
}
