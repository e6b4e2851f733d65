package scout.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the key of an archived object says. The status doesn't: a file that was discarded was loaded
 * before, or it was not.
 */
public final class ArchivedKey {
  /** The day's folder; an uploaded path below it may look like another. */
  private static final Pattern FOLDER = Pattern.compile("(?:^|/)(processed|quarantine)/[0-9]{8}/");

  private ArchivedKey() {}

  /**
   * People's words for how the object came there.
   *
   * @param key where it lies; null if it lies where it was uploaded
   */
  public static String step(String key) {
    Matcher folder = FOLDER.matcher(key == null ? "" : key);
    return folder.find() && folder.group(1).equals("quarantine")
        ? "moved to quarantine"
        : "archived";
  }
}
