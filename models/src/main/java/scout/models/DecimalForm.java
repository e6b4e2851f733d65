package scout.models;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a decimal is written.
 *
 * @param kind the form's word
 * @param digits of {@code minor}: how many of its digits stand after the point; 0 for other forms
 */
public record DecimalForm(Kind kind, int digits) {
  /** Digits with a decimal point. */
  public static final DecimalForm PLAIN = new DecimalForm(Kind.PLAIN, 0);

  private static final Pattern MINOR = Pattern.compile("minor\\(\\s*(\\d)\\s*\\)");

  /** A form's word. */
  public enum Kind {
    /** {@code 1234.50} */
    PLAIN,
    /** {@code 1,234.50}, {@code ₱120.00}, {@code (12.50)}, {@code 12.50-} */
    MONEY,
    /** {@code 1.234,50} */
    COMMA,
    /** {@code 123450} in the smallest unit of the currency */
    MINOR
  }

  /** Reads a form as a declaration writes it; empty if there is none like it. */
  static Optional<DecimalForm> parse(String text) {
    Matcher minor = MINOR.matcher(text);
    if (minor.matches()) {
      return Optional.of(new DecimalForm(Kind.MINOR, Integer.parseInt(minor.group(1))));
    }
    return switch (text) {
      case "plain" -> Optional.of(PLAIN);
      case "money" -> Optional.of(new DecimalForm(Kind.MONEY, 0));
      case "comma" -> Optional.of(new DecimalForm(Kind.COMMA, 0));
      default -> Optional.empty();
    };
  }
}
