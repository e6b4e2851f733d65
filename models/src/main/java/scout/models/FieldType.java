package scout.models;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a field's values are read, and what its column holds.
 *
 * @param kind the type's word
 * @param precision all digits of a decimal; 0 for other types
 * @param scale those after the point
 */
public record FieldType(Kind kind, int precision, int scale) {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");

  /** A type's word. */
  public enum Kind {
    KEY("text", "an id of at most 200 bytes; a number without exponent, `007.0` as `007`"),
    TEXT("text", "a text or number as it is, without the blanks around it"),
    WORD("text", "a text in lower case"),
    INTEGER("bigint", "a whole number, also as text"),
    DECIMAL("numeric", "a number of `p` digits, at most 38, of which `s` stand after the point"),
    BOOLEAN("boolean", "`true`, `yes`, `y`, `t`, `1` or `false`, `no`, `n`, `f`, `0`"),
    DATE("date", "a day, or the day of a time in `SCOUT_TIMEZONE`"),
    TIME("timestamp with time zone", "a time; one without zone is of `SCOUT_TIMEZONE`"),
    CURRENCY("text", "three letters, in capitals"),
    JSON("jsonb", "any value as it is, also an object or a list");

    private final String sql;
    private final String meaning;

    Kind(String sql, String meaning) {
      this.sql = sql;
      this.meaning = meaning;
    }

    /** Returns the column's type, without digits. */
    String sqlName() {
      return sql;
    }

    /** Returns what values it takes, in Markdown. */
    String meaning() {
      return meaning;
    }

    /** Returns the word, e.g. {@code integer}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public FieldType {
    if (kind == Kind.DECIMAL
        ? precision < 1 || precision > 38 || scale < 0 || scale > precision
        : precision != 0 || scale != 0) {
      throw new IllegalArgumentException(kind + " can't have " + precision + " digits");
    }
  }

  /** Returns the type of this word without digits. */
  static FieldType of(Kind kind) {
    return new FieldType(kind, 0, 0);
  }

  /** Reads a type as a declaration writes it; empty if there is none like it. */
  static Optional<FieldType> parse(String text) {
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      int precision = Integer.parseInt(decimal.group(1));
      int scale = Integer.parseInt(decimal.group(2));
      return precision < 1 || precision > 38 || scale > precision
          ? Optional.empty()
          : Optional.of(new FieldType(Kind.DECIMAL, precision, scale));
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.DECIMAL && kind.word().equals(text)) {
        return Optional.of(of(kind));
      }
    }
    return Optional.empty();
  }

  /** Returns the column's type as {@code format_type} writes it, e.g. {@code numeric(10,2)}. */
  public String sqlType() {
    return kind == Kind.DECIMAL ? "numeric(" + precision + "," + scale + ")" : kind.sql;
  }

  /** Returns the type as a declaration writes it. */
  @Override
  public String toString() {
    return kind == Kind.DECIMAL ? "decimal(" + precision + "," + scale + ")" : kind.word();
  }
}
