package scout.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a setting spells paths. A path is member names joined by dots. In double quotes it may hold
 * commas, and have empty names or blanks at its ends, such as {@code "Invoice No."}; a quote within
 * is doubled.
 */
public final class PathText {
  private static final Pattern PART =
      Pattern.compile("\\s*+\"([^\"]*+(?:\"\"[^\"]*+)*+)\"\\s*+(?=,|\\z)|([^,]*+)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*+(?:\"\"[^\"]*+)*+)\"");

  private static final String NO_PATH =
      "is not a path; give keys joined by dots, like data.sales, or *";
  private static final String NO_PATHS =
      "has a part that is not a path; give keys joined by dots, paths parted by commas, like"
          + " store_id,store.id, and in double quotes a name that holds a comma or ends with a dot";

  /** Half of a character, which no environment can hold. */
  private static final int HALF = Character.SURROGATE;

  private PathText() {}

  /** Returns whether a setting can hold a path, plain or in quotes. */
  public static boolean canHold(String path) {
    return !path.isBlank()
        && path.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == HALF);
  }

  /** Returns paths as a setting spells them, parted by commas. */
  public static String of(List<String> paths) {
    return String.join(",", paths.stream().map(PathText::of).toList());
  }

  /** Returns a path as a setting spells it. */
  public static String of(String path) {
    boolean plain = isPlain(path) && path.indexOf(',') < 0 && path.equals(path.strip());
    return plain ? path : '"' + path.replace("\"", "\"\"") + '"';
  }

  /** Reads paths parted by commas. */
  static List<String> readAll(String text) {
    List<String> paths = new ArrayList<>();
    Matcher part = PART.matcher(text);
    for (int at = 0; at <= text.length(); at = part.end() + 1) {
      part.region(at, text.length()).lookingAt();
      paths.add(
          part.group(1) == null
              ? plain(part.group(2).strip(), NO_PATHS)
              : unquoted(part.group(1), NO_PATHS));
    }
    return List.copyOf(paths);
  }

  /** Reads one path. */
  static String read(String text) {
    Matcher quoted = QUOTED.matcher(text);
    return quoted.matches() ? unquoted(quoted.group(1), NO_PATH) : plain(text, NO_PATH);
  }

  private static String unquoted(String inner, String problem) {
    String path = inner.replace("\"\"", "\"");
    if (!canHold(path)) {
      throw new IllegalArgumentException(problem);
    }
    return path;
  }

  private static String plain(String path, String problem) {
    if (!isPlain(path)) {
      throw new IllegalArgumentException(problem);
    }
    return path;
  }

  private static boolean isPlain(String path) {
    return !path.startsWith("\"")
        && Arrays.stream(path.split("\\.", -1)).noneMatch(String::isBlank);
  }
}
