package scout.activities.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * The result of a check.
 *
 * @param actual the value it gave, null if none
 * @param message why it failed, for people; null if it passed
 */
public record CheckResult(boolean passed, String actual, String message) {
  /** The check gave NULL. */
  static final CheckResult NOTHING = broken("it gave NULL");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The words that PostgreSQL takes for a boolean. */
  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");

  private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

  /** The check gave no value. */
  public static CheckResult broken(String message) {
    return new CheckResult(false, null, message);
  }

  /**
   * Judges a value. Without an expected result, 0 and true pass. Otherwise numbers compare as
   * numbers, booleans as booleans, all else as text.
   *
   * @param json the value as JSON
   */
  static CheckResult of(String json, String expected) {
    JsonNode value = read(json);
    if (value.isNull()) {
      return NOTHING;
    }
    String actual = value.isTextual() ? value.textValue() : json;
    if (expected == null) {
      return withoutExpectation(value, actual);
    }
    if (!value.isNumber() && !value.isBoolean()) {
      // the value may come from a record: the check's row may hold it, an alert must not
      return expected.equals(actual)
          ? new CheckResult(true, actual, null)
          : new CheckResult(false, actual, "it gave another text than " + expected);
    }
    boolean passed =
        value.isNumber()
            ? sameNumber(new BigDecimal(actual), expected)
            : (value.booleanValue() ? TRUE : FALSE).contains(word(expected));
    return judged(passed, actual, expected);
  }

  private static CheckResult withoutExpectation(JsonNode value, String actual) {
    if (value.isNumber()) {
      return judged(new BigDecimal(actual).signum() == 0, actual, "0");
    }
    if (value.isBoolean()) {
      return judged(value.booleanValue(), actual, "true");
    }
    return new CheckResult(
        false, actual, "it gave neither a number nor a boolean; say expected_result");
  }

  private static CheckResult judged(boolean passed, String actual, String expected) {
    return new CheckResult(
        passed, actual, passed ? null : "it gave " + actual + " instead of " + expected);
  }

  /** Combines two steps of a walk. If both failed with a number, returns their sum. */
  CheckResult and(CheckResult later) {
    if (passed || later.passed) {
      return passed ? later : this;
    }
    if (actual == null || later.actual == null) {
      return actual == null ? this : later;
    }
    try {
      BigDecimal both = new BigDecimal(actual).add(new BigDecimal(later.actual));
      return judged(false, both.toString(), "0");
    } catch (NumberFormatException e) {
      return this; // it is no number, so the first one stands
    }
  }

  private static boolean sameNumber(BigDecimal actual, String expected) {
    try {
      return actual.compareTo(new BigDecimal(expected.strip())) == 0;
    } catch (NumberFormatException e) {
      return false; // the expected result is no number
    }
  }

  private static String word(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL writes JSON that can be read", e);
    }
  }
}
