package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/** Determines which fields one record holds, whatever their values. */
final class RecordFields {
  private final NestedPaths nested;
  private final Map<PayloadField, List<byte[]>> exact = new EnumMap<>(PayloadField.class);
  private final Map<PayloadField, FoldedPaths> folded = new EnumMap<>(PayloadField.class);

  RecordFields(FieldPaths paths, NestedPaths nested) {
    this.nested = nested;
    for (PayloadField field : PayloadField.values()) {
      List<String> dotted = paths.of(field);
      exact.put(field, dotted.stream().map(path -> path.getBytes(StandardCharsets.UTF_8)).toList());
      folded.put(field, new FoldedPaths(dotted));
    }
  }

  /**
   * Returns whether the record holds a field, by one of its paths or by the only top-level name
   * that differs from them only by folding.
   *
   * @param names the record's keys
   * @param held which nested paths it holds
   */
  boolean holds(PayloadField field, MemberNames names, BitSet held) {
    return exact.get(field).stream().anyMatch(names::hasTopLevel)
        || nested.holds(field, held)
        || isFolded(folded.get(field), names);
  }

  private static boolean isFolded(FoldedPaths paths, MemberNames names) {
    int found = 0;
    for (int name = 0; name < names.count(); name++) {
      found += names.objectOf(name) == 0 && paths.matches(names, name) ? 1 : 0;
    }
    return found == 1;
  }
}
