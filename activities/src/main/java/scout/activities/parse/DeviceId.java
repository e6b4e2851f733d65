package scout.activities.parse;

import java.util.Arrays;

/** Keeps the best value met so far in one record for the device id. */
final class DeviceId {
  private int rank;
  private byte[] bytes = {};
  private int from;
  private int to;

  /** The last id, since most of a file's records name the same device. */
  private byte[] lastBytes = {};

  private String lastText;

  /** Forgets the last record. */
  void clear() {
    rank = PathStep.NO_RANK;
  }

  /** Offers the text between the quotes of a string that a path may lead to. */
  void offerText(PathStep step, byte[] in, int start, int end) {
    if (step.rank() < rank && !isBlank(in, start, end)) {
      keep(step, in, start, end);
    }
  }

  /** Offers a number as it is written. */
  void offerNumber(PathStep step, byte[] in, int start, int end) {
    if (step.rank() < rank) {
      keep(step, in, start, end);
    }
  }

  /** Returns the device id, trimmed, or null. */
  String text() {
    if (rank == PathStep.NO_RANK) {
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
