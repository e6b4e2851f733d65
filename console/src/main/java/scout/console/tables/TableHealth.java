package scout.console.tables;

/**
 * How a table is, in one word.
 *
 * @param word healthy, late, failing or empty
 * @param reason why, in a sentence
 */
public record TableHealth(String word, String reason) {
  static TableHealth healthy(String reason) {
    return new TableHealth("healthy", reason);
  }

  static TableHealth late(String reason) {
    return new TableHealth("late", reason);
  }

  static TableHealth failing(String reason) {
    return new TableHealth("failing", reason);
  }

  static TableHealth empty(String reason) {
    return new TableHealth("empty", reason);
  }
}
