package scout.activities.parse;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/**
 * Finds names that replace expected ones in a whole file. A name replaces a field's path if no good
 * record holds the field by any path, and it is the only top-level name that differs from one only
 * by folding. The device id is excluded; it is found record by record.
 */
final class StandInNames {
  private static final List<PayloadField> FIELDS =
      Arrays.stream(PayloadField.values())
          .filter(field -> field != PayloadField.DEVICE_ID)
          .toList();

  private final FieldPaths paths;
  private final NestedPaths nested;
  private final BitSet held = new BitSet();

  StandInNames(FieldPaths paths) {
    this.paths = paths;
    this.nested = new NestedPaths(paths);
  }

  /** Returns all paths, which may also occur as top-level names. */
  List<String> lookedFor() {
    return FIELDS.stream().flatMap(field -> paths.of(field).stream()).distinct().toList();
  }

  /** Returns the paths that a top-level name may replace. */
  FoldedPaths folded() {
    return new FoldedPaths(lookedFor());
  }

  /** Adds the nested paths that a good record holds. */
  void add(BitSet heldByRecord) {
    held.or(heldByRecord);
  }

  /**
   * Returns the expected names with the names that replace them.
   *
   * @param topLevel the top-level names of all good records
   */
  Map<String, String> among(Set<String> topLevel) {
    Map<String, String> standIns = new LinkedHashMap<>();
    for (PayloadField field : FIELDS) {
      List<String> dotted = paths.of(field);
      if (!nested.holds(field, held) && dotted.stream().noneMatch(topLevel::contains)) {
        FoldedPaths folded = new FoldedPaths(dotted);
        List<String> found = topLevel.stream().filter(name -> folded.match(name) != null).toList();
        if (found.size() == 1) {
          standIns.put(folded.match(found.get(0)), found.get(0));
        }
      }
    }
    return standIns;
  }
}
