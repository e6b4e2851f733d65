package scout.activities.parse;

import java.nio.charset.StandardCharsets;

/** Decodes a JSON string that is known to be valid. */
final class JsonText {
  private JsonText() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the text between the quotes, {@code bytes[from, to)}, with escapes decoded. */
  static String decode(byte[] bytes, int from, int to) {
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    int next = raw.indexOf('\\');
    if (next < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int done = 0;
    for (; next >= 0; next = raw.indexOf('\\', done)) {
      text.append(raw, done, next);
      char kind = raw.charAt(next + 1);
      done = next + (kind == 'u' ? 6 : 2);
      text.append(kind == 'u' ? (char) Integer.parseInt(raw, next + 2, done, 16) : plain(kind));
    }
    return text.append(raw, done, raw.length()).toString();
  }

  private static char plain(char kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }
}
