package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node in the tree of all paths: those to a record's device id and the nested paths to find. A
 * reader descends key by key.
 */
final class PathStep {
  /** The rank of a step where no path ends: after all others. */
  static final int NO_RANK = Integer.MAX_VALUE;

  /** The rank of a name that only folds to a path: after all paths. */
  static final int FOLDED_RANK = NO_RANK - 1;

  /** Marks a step where no nested path ends. */
  static final int NOT_NESTED = -1;

  private final int rank;
  private final int nested;
  private final byte[][] keys;
  private final PathStep[] next;

  private PathStep(Draft draft) {
    rank = draft.rank;
    nested = draft.nested;
    keys =
        draft.next.keySet().stream()
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    next = draft.next.values().stream().map(PathStep::new).toArray(PathStep[]::new);
  }

  /**
   * Returns the first step of all paths.
   *
   * @param devicePaths the dotted paths to the device id, the first ranks first; a dotted path also
   *     matches a top-level key of that name, which ranks after the nested key
   * @param nestedPaths the dotted paths to find in each record
   */
  static PathStep of(List<String> devicePaths, List<String> nestedPaths) {
    Draft root = new Draft();
    for (int i = 0; i < devicePaths.size(); i++) {
      root.at(devicePaths.get(i).split("\\.", -1)).ranks(2 * i);
      root.at(devicePaths.get(i)).ranks(2 * i + 1);
    }
    for (int i = 0; i < nestedPaths.size(); i++) {
      root.at(nestedPaths.get(i).split("\\.", -1)).nested = i;
    }
    return new PathStep(root);
  }

  /** Returns a step for a name that only folds to a path. */
  static PathStep folded() {
    Draft step = new Draft();
    step.rank = FOLDED_RANK;
    return new PathStep(step);
  }

  /** Returns the rank of the path that ends here, or {@link #NO_RANK}; the lowest wins. */
  int rank() {
    return rank;
  }

  /** Returns which nested path ends here, or {@link #NOT_NESTED}. */
  int nested() {
    return nested;
  }

  /** Returns the step that a key leads to, or null. */
  PathStep next(MemberNames names, int name) {
    for (int i = 0; i < keys.length; i++) {
      if (names.equals(name, keys[i])) {
        return next[i];
      }
    }
    return null;
  }

  private static final class Draft {
    private int rank = NO_RANK;
    private int nested = NOT_NESTED;
    private final Map<String, Draft> next = new LinkedHashMap<>();

    Draft at(String... path) {
      Draft step = this;
      for (String key : path) {
        step = step.next.computeIfAbsent(key, any -> new Draft());
      }
      return step;
    }

    void ranks(int other) {
      rank = Math.min(rank, other);
    }
  }
}
