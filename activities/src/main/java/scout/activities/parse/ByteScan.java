package scout.activities.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Looks at eight bytes at a time, held in a long with the first byte lowest. A mask has the top bit
 * set for each matching byte; only the lowest of these bits is reliable.
 */
final class ByteScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Random per process, so that no one can make a file whose keys all collide in a table. */
  private static final long SEED = new SecureRandom().nextLong();

  private ByteScan() {}

  /** Returns the eight bytes from {@code index} on. */
  static long at(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** Returns the number of bytes before the mask's first match. */
  static int first(long mask) {
    return Long.numberOfTrailingZeros(mask) >>> 3;
  }

  /** Masks the bytes that need a look in a JSON string: quote, backslash, control, not ASCII. */
  static long special(long word) {
    return zero(word ^ ('"' * ONES))
        | zero(word ^ ('\\' * ONES))
        | ((word - ' ' * ONES) & TOPS)
        | (word & TOPS);
  }

  /** Returns the index of the first {@code wanted} in {@code bytes[from, to)}, or -1. */
  static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    long pattern = wanted * ONES;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long mask = zero(at(bytes, i) ^ pattern);
      if (mask != 0) {
        return i + first(mask);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the index of the first quote or control character in {@code bytes[from, to)}, or -1.
   */
  static int quoteOrControl(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long word = at(bytes, i);
      long mask = zero(word ^ ('"' * ONES)) | ((word - ' ' * ONES) & ~word & TOPS);
      if (mask != 0) {
        return i + first(mask);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '"' || (bytes[i] >= 0 && bytes[i] < ' ')) {
        return i;
      }
    }
    return -1;
  }

  /** Returns a hash of {@code bytes[from, to)} that differs from process to process. */
  static long hash(byte[] bytes, int from, int to) {
    long hash = SEED ^ (to - from);
    int i = from;
    for (; to - i >= Long.BYTES; i += Long.BYTES) {
      hash = (hash ^ at(bytes, i)) * SPREAD;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = rest << 8 | (bytes[i] & 0xff);
    }
    return (hash ^ rest) * SPREAD;
  }

  /** Spreads a number over all bits, for a place in a table. */
  static int mix(long hash) {
    return (int) (hash * SPREAD >>> 32);
  }

  private static long zero(long word) {
    return (word - ONES) & ~word & TOPS;
  }
}
