package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Tells that a file that should be CSV is JSON: no row of names begins like an object. */
final class JsonStart {
  private static final int LOOK = 512;
  private static final Pattern START =
      Pattern.compile("(\\[\\s*)?\\{\\s*(\"[^\"]*\"\\s*:.*)?|\\[\\s*", Pattern.DOTALL);

  private JsonStart() {}

  /** Returns whether {@code bytes[from, to)} begin with an object, also as the first of a list. */
  static boolean isAt(byte[] bytes, int from, int to) {
    if (from == to || (bytes[from] != '{' && bytes[from] != '[')) {
      return false;
    }
    int length = Math.min(to - from, LOOK);
    return START.matcher(new String(bytes, from, length, StandardCharsets.ISO_8859_1)).matches();
  }
}
