package scout.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of an object copied in parts.
 *
 * @param number from 1
 * @param first its first byte in the object, from 0
 * @param last its last byte
 */
record CopyPart(int number, long first, long last) {
  /** S3's limit of parts per object. */
  static final int MOST = 10_000;

  /**
   * Splits an object into parts.
   *
   * @param usual their size, unless that gives too many
   */
  static List<CopyPart> of(long size, long usual) {
    long each = size(size, usual);
    List<CopyPart> parts = new ArrayList<>();
    for (long first = 0; first < size; first += each) {
      parts.add(new CopyPart(parts.size() + 1, first, Math.min(first + each, size) - 1));
    }
    return parts;
  }

  /** The size of an object's parts. */
  static long size(long size, long usual) {
    return Math.max(usual, (size + MOST - 1) / MOST);
  }

  /** The range in the protocol's form. */
  String range() {
    return "bytes=" + first + "-" + last;
  }
}
