package scout.activities.parse;

import java.util.Arrays;
import java.util.List;

/**
 * Keeps the best device id found so far in one record. If no path leads to a value, a top-level
 * name that folds to a path counts, provided it is the only one.
 */
final class DeviceId {
  private final FoldedPaths paths;
  private final PathStep folded = PathStep.folded();
  private int foldedNames;
  private int rank;
  private byte[] bytes = {};
  private int from;
  private int to;

  /** The last id, kept since most records of a file name the same device. */
  private byte[] lastBytes = {};

  private String lastText;

  DeviceId(List<String> paths) {
    this.paths = new FoldedPaths(paths);
  }

  /** Forgets the last record. */
  void clear() {
    rank = PathStep.NO_RANK;
    foldedNames = 0;
  }

  /** Returns the step that a top-level key leads to when folded, or null. */
  PathStep step(MemberNames names, int name) {
    if (!paths.matches(names, name)) {
      return null;
    }
    foldedNames++;
    return folded;
  }

  /** Offers the text between the quotes of a string that a path may lead to. */
  void offerText(PathStep step, byte[] in, int start, int end) {
    if (step.rank() < rank && !isBlank(in, start, end)) {
      keep(step, in, start, end);
    }
  }

  /** Offers a number as written. */
  void offerNumber(PathStep step, byte[] in, int start, int end) {
    if (step.rank() < rank) {
      keep(step, in, start, end);
    }
  }

  /** Returns the device id, trimmed, or null. */
  String text() {
    boolean ambiguous = rank == PathStep.FOLDED_RANK && foldedNames > 1;
    if (rank == PathStep.NO_RANK || ambiguous) {
      return null;
    }
    if (lastText == null || !Arrays.equals(bytes, from, to, lastBytes, 0, lastBytes.length)) {
      lastBytes = Arrays.copyOfRange(bytes, from, to);
      lastText = JsonText.decode(bytes, from, to).strip();
    }
    return lastText;
  }

  private void keep(PathStep step, byte[] in, int start, int end) {
    rank = step.rank();
    bytes = in;
    from = start;
    to = end;
  }

  private static boolean isBlank(byte[] in, int start, int end) {
    if (start == end) {
      return true;
    }
    boolean plain = in[start] > ' ' && in[start] != '\\';
    return !plain && JsonText.decode(in, start, end).isBlank();
  }
}
