package scout.activities.fields;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells which of the looked-for fields a record's top-level name stands for. */
public final class FieldNames {
  /** Blanks, {@code _}, {@code -} and the marks that nobody sees. */
  private static final Pattern IGNORED =
      Pattern.compile("[\\s\\h_\\-\\x{FEFF}\\x{200B}-\\x{200F}\\x{2060}\\x{00AD}]+");

  private final Map<String, PayloadField> exact = new HashMap<>();
  private final Map<String, PayloadField> folded = new HashMap<>();

  /** Takes every path as one name, as a column may have it. */
  public FieldNames(FieldPaths paths) {
    for (PayloadField field : PayloadField.values()) {
      for (String path : paths.of(field)) {
        exact.putIfAbsent(path, field);
        folded.putIfAbsent(fold(path), field);
      }
    }
  }

  /** Returns the field that the name stands for, by its letters or else folded; null for none. */
  public PayloadField field(String name) {
    PayloadField field = exact.get(name);
    return field == null ? folded.get(fold(name)) : field;
  }

  /** Returns the name in small letters, without blanks, {@code _}, {@code -}, invisible marks. */
  public static String fold(String name) {
    return IGNORED.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
