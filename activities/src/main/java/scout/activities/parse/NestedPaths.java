package scout.activities.parse;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/** The paths of several keys. The check finds those in a record while it reads it. */
final class NestedPaths {
  private final FieldPaths fields;
  private final List<String> paths;

  NestedPaths(FieldPaths fields) {
    this.fields = fields;
    this.paths =
        Arrays.stream(PayloadField.values())
            .flatMap(field -> fields.of(field).stream())
            .filter(path -> path.indexOf('.') >= 0)
            .distinct()
            .toList();
  }

  /** Returns the paths; a path's index is its bit in the set of those that a record holds. */
  List<String> paths() {
    return paths;
  }

  /** Returns whether one of a field's paths is in the set. */
  boolean holds(PayloadField field, BitSet held) {
    return !held.isEmpty()
        && fields.of(field).stream().map(paths::indexOf).anyMatch(at -> at >= 0 && held.get(at));
  }
}
