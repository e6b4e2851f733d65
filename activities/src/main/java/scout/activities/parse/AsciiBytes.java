package scout.activities.parse;

/** Tests on single bytes that all formats need. */
final class AsciiBytes {
  private AsciiBytes() {}

  /** Returns whether the byte is one of JSON's four whitespace characters. */
  static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
