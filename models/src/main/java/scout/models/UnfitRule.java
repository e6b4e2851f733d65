package scout.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a value that doesn't fit its field. */
enum UnfitRule {
  REJECT("its record is rejected; of a table of a list, its element"),
  NULL("it becomes null, which is counted for each file and field");

  private final String meaning;

  UnfitRule(String meaning) {
    this.meaning = meaning;
  }

  /** Returns the word, e.g. {@code reject}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what happens, in Markdown. */
  String meaning() {
    return meaning;
  }

  /** Reads a rule as a declaration writes it; empty if there is none like it. */
  static Optional<UnfitRule> parse(String text) {
    return Arrays.stream(values()).filter(rule -> rule.word().equals(text)).findFirst();
  }
}
