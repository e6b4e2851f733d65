package scout.cli.terminal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.regex.Pattern;

/** Formats a single value for people. */
public final class CellFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** Text without special characters of any shell. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_/.:,@%+=-]+");

  private static final Set<String> KEYS = Set.of("object_key", "archived_key", "example_file");

  private CellFormat() {}

  /** Null becomes {@code -}, times are in UTC, control characters are escaped. */
  public static String value(Object value) {
    if (value == null) {
      return "-";
    }
    return value instanceof Instant time ? TIME.format(time) : printable(value.toString());
  }

  /**
   * A key that a shell reads back unchanged: plain if possible, else quoted, with control
   * characters in the form of bash and zsh.
   */
  public static String key(String key) {
    if (key == null) {
      return "-";
    }
    if (PLAIN.matcher(key).matches()) {
      return key;
    }
    if (key.codePoints().noneMatch(Character::isISOControl)) {
      return "'" + key.replace("'", "'\\''") + "'";
    }
    return "$'" + printable(key.replace("\\", "\\\\").replace("'", "\\'")) + "'";
  }

  /** The value of a column; columns that hold keys are shown as {@link #key}. */
  static String cell(String column, Object value) {
    return KEYS.contains(column) ? key((String) value) : value(value);
  }

  /** A key may contain any character; line breaks and escapes must not reach a terminal. */
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                shown.append("\\n");
              } else if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
