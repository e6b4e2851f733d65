package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A first line that names the delimiter, as spreadsheets use it: {@code sep=;}.
 *
 * @param delimiter the one it names
 */
record SepLine(byte delimiter) {
  private static final int LONGEST = 16;
  private static final Pattern LINE =
      Pattern.compile("(\"?)sep=([^\"\\p{Alnum}])\\1[ ]*", Pattern.CASE_INSENSITIVE);

  /** Returns the line {@code bytes[from, end)} as a sep line, or null if it is none. */
  static SepLine of(byte[] bytes, int from, int end) {
    if (end - from > LONGEST) {
      return null;
    }
    String line = new String(bytes, from, end - from, StandardCharsets.US_ASCII);
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() && matcher.group(2).charAt(0) < 0x80
        ? new SepLine((byte) matcher.group(2).charAt(0))
        : null;
  }
}
