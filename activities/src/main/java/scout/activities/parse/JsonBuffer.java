package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes JSON, byte by byte, into a growing buffer that is reused. */
final class JsonBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private int size;

  void clear() {
    size = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Removes all but the first bytes. */
  void cut(int newSize) {
    size = newSize;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  void add(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  void add(byte[] more) {
    add(more, 0, more.length);
  }

  void add(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
  }

  /**
   * Writes a CSV field as a JSON string. Copies bytes that aren't ASCII unchanged.
   *
   * @param quoted whether quotes in the field are doubled
   */
  void addString(byte[] field, int from, int to, boolean quoted) {
    room(6 * (to - from) + 2);
    bytes[size++] = '"';
    for (int i = from; i < to; i++) {
      byte b = field[i];
      if (b == '"' || b == '\\') {
        bytes[size++] = '\\';
        bytes[size++] = b;
        i += quoted && b == '"' ? 1 : 0;
      } else if (b >= 0 && b < ' ') {
        control(b);
      } else {
        bytes[size++] = b;
      }
    }
    bytes[size++] = '"';
  }

  private void control(byte b) {
    bytes[size++] = '\\';
    int letter = "\b\f\n\r\t".indexOf(b);
    if (letter >= 0) {
      bytes[size++] = (byte) "bfnrt".charAt(letter);
      return;
    }
    bytes[size++] = 'u';
    bytes[size++] = '0';
    bytes[size++] = '0';
    bytes[size++] = HEX[b >> 4];
    bytes[size++] = HEX[b & 15];
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
