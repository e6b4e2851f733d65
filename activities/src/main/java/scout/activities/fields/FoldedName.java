package scout.activities.fields;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A top-level name without what devices write differently: letter case, blanks, {@code _}, {@code
 * -} and invisible marks.
 */
public final class FoldedName {
  private static final Pattern LEFT_OUT =
      Pattern.compile("[ \\t\\n\\r\\f\\x0b\\u00a0_\\-\\ufeff\\u200b-\\u200f\\u2060\\u00ad]");

  private FoldedName() {}

  /** Returns the folded form; names with the same form are taken for the same. */
  public static String of(String name) {
    return LEFT_OUT.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
