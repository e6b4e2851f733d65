package scout.activities.losses;

import java.util.regex.Pattern;

/** A file in a message: as a command takes it. */
final class FileWords {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_/.:,@%+=-]+");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private FileWords() {}

  /** What can't be seen is a question mark. */
  static String seen(String text) {
    return UNSEEN.matcher(text).replaceAll("?");
  }

  /** The key so that a shell takes it for one word; what can't be seen is a question mark. */
  static String key(String key) {
    String seen = seen(key);
    return PLAIN.matcher(seen).matches() ? seen : "'" + seen.replace("'", "'\\''") + "'";
  }
}
