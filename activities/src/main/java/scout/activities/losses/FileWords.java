package scout.activities.losses;

import java.util.regex.Pattern;

/** Writes a file's key in a message as a command takes it. */
final class FileWords {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_/.:,@%+=-]+");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private FileWords() {}

  /** Replaces invisible characters with question marks. */
  static String seen(String text) {
    return UNSEEN.matcher(text).replaceAll("?");
  }

  /** Quotes the key as one word for a shell; invisible characters become question marks. */
  static String key(String key) {
    String seen = seen(key);
    return PLAIN.matcher(seen).matches() ? seen : "'" + seen.replace("'", "'\\''") + "'";
  }
}
