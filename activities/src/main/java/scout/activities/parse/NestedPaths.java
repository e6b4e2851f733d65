package scout.activities.parse;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/** The paths of several keys: which of them a record holds must be seen while it is walked. */
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

  /** Returns the paths; their places in the list are the bits of what a record holds. */
  List<String> paths() {
    return paths;
  }

  /** Returns whether one of a field's paths is among those that were held. */
  boolean holds(PayloadField field, BitSet held) {
    return !held.isEmpty()
        && fields.of(field).stream().map(paths::indexOf).anyMatch(at -> at >= 0 && held.get(at));
  }
}
