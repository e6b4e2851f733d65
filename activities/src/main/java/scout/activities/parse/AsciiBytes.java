package scout.activities.parse;

/** The few questions about single bytes that all formats ask. */
final class AsciiBytes {
  private AsciiBytes() {}

  /** Returns whether the byte is one of JSON's four blanks. */
  static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
