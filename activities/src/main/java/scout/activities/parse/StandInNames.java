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
 * Finds the names that stand in for looked-for ones in a whole file: where no good record holds a
 * field by any of its paths, and exactly one top-level name differs from one of them only as
 * folding does. The device id is not among them; it is looked for record by record.
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

  /** Returns all paths, which are looked for as top-level names too. */
  List<String> lookedFor() {
    return FIELDS.stream().flatMap(field -> paths.of(field).stream()).distinct().toList();
  }

  /** Returns what a top-level name may stand in for. */
  FoldedPaths folded() {
    return new FoldedPaths(lookedFor());
  }

  /** Notes which nested paths a good record holds. */
  void add(BitSet heldByRecord) {
    held.or(heldByRecord);
  }

  /**
   * Returns the looked-for names with those that stand in for them.
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
