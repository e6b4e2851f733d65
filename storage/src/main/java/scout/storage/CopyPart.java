package scout.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of an object that is copied in parts.
 *
 * @param number from 1
 * @param first its first byte in the object, from 0
 * @param last its last byte
 */
record CopyPart(int number, long first, long last) {
  /** More parts no object may have. */
  static final int MOST = 10_000;

  /**
   * The parts of an object.
   *
   * @param usual how large they are, unless there would be too many
   */
  static List<CopyPart> of(long size, long usual) {
    long each = size(size, usual);
    List<CopyPart> parts = new ArrayList<>();
    for (long first = 0; first < size; first += each) {
      parts.add(new CopyPart(parts.size() + 1, first, Math.min(first + each, size) - 1));
    }
    return parts;
  }

  /** How large the parts of an object are. */
  static long size(long size, long usual) {
    return Math.max(usual, (size + MOST - 1) / MOST);
  }

  /** As the protocol writes it. */
  String range() {
    return "bytes=" + first + "-" + last;
  }
}
