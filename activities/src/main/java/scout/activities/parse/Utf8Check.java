package scout.activities.parse;

/** Strict UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF, nothing cut short. */
final class Utf8Check {
  private Utf8Check() {}

  /** Returns the index of the first byte in {@code bytes[from, to)} that is not UTF-8, or -1. */
  static int firstInvalid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int next = bytes[i] >= 0 ? i + 1 : next(bytes, i, to);
      if (next < 0) {
        return i;
      }
      i = next;
    }
    return -1;
  }

  /**
   * Returns the index after the character of several bytes at {@code i}, or -1 if it is invalid.
   */
  static int next(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xff;
    int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || to - i < length) {
      return -1;
    }
    int second = bytes[i + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return -1;
    }
    for (int k = i + 2; k < i + length; k++) {
      if ((bytes[k] & 0xc0) != 0x80) {
        return -1;
      }
    }
    return i + length;
  }
}
