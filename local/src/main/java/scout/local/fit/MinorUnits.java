package scout.local.fit;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Detects amounts that seem to be in cents: a path alone would make each a hundred times too large.
 */
final class MinorUnits {
  private static final Pattern NAMED =
      Pattern.compile(
          ".*(cents?|centavos?|minor|pence|pennies|subunits?|satang)(units?|amount)?$|.*(cents?|minor)[_-].*");
  private static final Pattern MONEY_OBJECT = Pattern.compile("(.*[_-])?money[.](amount|value)");

  private MinorUnits() {}

  static boolean suspected(ScannedField at) {
    String name = at.path().replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "_").toLowerCase(Locale.ROOT);
    String last = name.substring(name.lastIndexOf('.') + 1);
    boolean whole = at.count(ValueForm.INTEGER) == at.values(form -> true);
    return whole
        && !at.filled().isEmpty()
        && (NAMED.matcher(last.replaceAll("(?<=[a-z])_(?=units?)", "")).matches()
            || MONEY_OBJECT.matcher(name.replaceAll("^.*[.](?=[^.]+[.][^.]+$)", "")).matches());
  }
}
