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
    PLAIN("plain", "`1234.50`"),
    MONEY("money", "`1,234.50`, `₱120.00`, `(12.50)`, `12.50-`"),
    COMMA("comma", "`1.234,50`"),
    MINOR("minor(2)", "`123450` for 1234.50: the last so many digits stand after the point");

    private final String written;
    private final String meaning;

    Kind(String written, String meaning) {
      this.written = written;
      this.meaning = meaning;
    }

    /** Returns the form as a declaration writes it. */
    String written() {
      return written;
    }

    /** Returns what values look like, in Markdown. */
    String meaning() {
      return meaning;
    }
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
