package scout.starter.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How a single value looks to a person. */
final class Shown {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private Shown() {}

  /** Null is {@code -}, times are in UTC, control characters are spelled out. */
  static String value(Object value) {
    if (value == null) {
      return "-";
    }
    return value instanceof Instant time ? TIME.format(time) : printable(value.toString());
  }

  /** An object key may hold any character; a line break or an escape must not reach a terminal. */
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
