package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A step on the way to a record's device id: all paths, as a tree that is walked key by key. */
final class PathStep {
  /** The rank of a step where no path ends: behind all others. */
  static final int NO_RANK = Integer.MAX_VALUE;

  private final int rank;
  private final byte[][] keys;
  private final PathStep[] next;

  private PathStep(Draft draft) {
    rank = draft.rank;
    keys =
        draft.next.keySet().stream()
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    next = draft.next.values().stream().map(PathStep::new).toArray(PathStep[]::new);
  }

  /** Returns the first step of dotted paths, of which the first has rank 0. */
  static PathStep of(List<String> paths) {
    Draft root = new Draft();
    for (int rank = 0; rank < paths.size(); rank++) {
      Draft step = root;
      for (String key : paths.get(rank).split("\\.", -1)) {
        step = step.next.computeIfAbsent(key, any -> new Draft());
      }
      step.rank = Math.min(step.rank, rank);
    }
    return new PathStep(root);
  }

  /** Returns the rank of the path that ends here, the lowest wins, or {@link #NO_RANK}. */
  int rank() {
    return rank;
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
    private final Map<String, Draft> next = new LinkedHashMap<>();
  }
}
