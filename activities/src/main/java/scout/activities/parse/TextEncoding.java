package scout.activities.parse;

/** A file's character encoding, detected by its first bytes. */
enum TextEncoding {
  UTF_8(""),
  UTF_16LE("UTF-16LE"),
  UTF_16BE("UTF-16BE");

  /** How many pairs of bytes decide on UTF-16 without a mark, and how few are too few. */
  private static final int PAIRS = 64;

  private static final int FEWEST_PAIRS = 3;

  private final String word;

  TextEncoding(String word) {
    this.word = word;
  }

  /** Returns the name that the dialect notes; empty for UTF-8. */
  String word() {
    return word;
  }

  /**
   * Detects the encoding.
   *
   * @throws FileDamaged if Scout doesn't read it
   */
  static TextEncoding of(FileHead head) throws FileDamaged {
    if (head.startsWith(0, 0, 0xfe, 0xff) || isUtf32(head)) {
      throw notRead("The file begins with the byte order mark of UTF-32");
    }
    if (head.startsWith(0xff, 0xfe)) {
      return UTF_16LE;
    }
    if (head.startsWith(0xfe, 0xff)) {
      return UTF_16BE;
    }
    if (isUnmarked(head)) {
      throw notRead("The file looks like UTF-16, but has no byte order mark in front");
    }
    return UTF_8;
  }

  /** UTF-32's mark is UTF-16's followed by a zero character; the next bytes may decide. */
  private static boolean isUtf32(FileHead head) {
    if (!head.startsWith(0xff, 0xfe, 0, 0)) {
      return false;
    }
    byte[] bytes = head.bytes();
    for (int i = 4; i + 4 <= bytes.length; i += 4) {
      if (bytes[i + 3] != 0 || bytes[i + 2] < 0 || bytes[i + 2] > 0x10) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnmarked(FileHead head) {
    byte[] bytes = head.bytes();
    int pairs = Math.min(PAIRS, bytes.length / 2);
    int halfZero = 0;
    for (int i = 0; i < 2 * pairs; i += 2) {
      halfZero += (bytes[i] == 0) != (bytes[i + 1] == 0) ? 1 : 0;
    }
    return pairs >= FEWEST_PAIRS && 10 * halfZero >= 9 * pairs;
  }

  private static FileDamaged notRead(String what) {
    return new FileDamaged(
        DamageCode.NOT_UTF8, 0, what + ". Write it as UTF-8, or as UTF-16 with its mark.");
  }
}
