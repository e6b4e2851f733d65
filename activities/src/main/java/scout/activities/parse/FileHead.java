package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first bytes of a file, or of an unpacked layer of it. */
final class FileHead {
  /** How many bytes it has at most. */
  static final int LENGTH = 512;

  private final byte[] bytes;

  FileHead(byte[] bytes, int length) {
    this.bytes = Arrays.copyOf(bytes, length);
  }

  int length() {
    return bytes.length;
  }

  /** Returns the first byte, 0 to 255, or -1 if there is none. */
  int first() {
    return bytes.length == 0 ? -1 : bytes[0] & 0xff;
  }

  /** Returns the bytes; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  boolean startsWith(int... mark) {
    return at(0, mark);
  }

  /** Returns whether the head has these bytes at this place. */
  boolean at(int index, int... mark) {
    boolean same = bytes.length - index >= mark.length;
    for (int i = 0; same && i < mark.length; i++) {
      same = (bytes[index + i] & 0xff) == mark[i];
    }
    return same;
  }

  /** Returns the bytes as text, one character per byte. */
  String text() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns whether this is text in UTF-8. Besides blanks it may hold a record separator, an old
   * end-of-file mark, and zero bytes after the first byte, since such files are read.
   */
  boolean isText() {
    int invalid = Utf8Check.firstInvalid(bytes, 0, bytes.length);
    // The head may cut the last character.
    if (invalid >= 0 && (bytes.length < LENGTH || invalid < LENGTH - 3)) {
      return false;
    }
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && !AsciiBytes.isBlank(b) && b != 0x1e && b != 0x1a && b != 0) {
        return false;
      }
    }
    return first() != 0;
  }
}
