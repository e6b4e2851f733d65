package scout.activities.fields;

import java.util.HashMap;
import java.util.Map;

/** Maps a record's top-level names to Scout's fields. */
public final class FieldNames {
  private final Map<String, PayloadField> exact = new HashMap<>();
  private final Map<String, PayloadField> folded = new HashMap<>();

  /** Takes every path as one name, as a column may have it. */
  public FieldNames(FieldPaths paths) {
    for (PayloadField field : PayloadField.values()) {
      for (String path : paths.of(field)) {
        exact.putIfAbsent(path, field);
        folded.putIfAbsent(FoldedName.of(path), field);
      }
    }
  }

  /** Returns the field with this name, spelled exactly or else folded; null for none. */
  public PayloadField field(String name) {
    PayloadField field = exact.get(name);
    return field == null ? folded.get(FoldedName.of(name)) : field;
  }
}
