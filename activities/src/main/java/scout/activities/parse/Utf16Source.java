package scout.activities.parse;

import java.io.IOException;

/**
 * Converts UTF-16 to UTF-8, without its mark. Half a surrogate pair, or half a character at the
 * end, becomes invalid UTF-8, so that its record is rejected.
 */
final class Utf16Source implements ByteSource {
  private static final int CHUNK = 16 * 1024;
  private static final byte NO_UTF8 = (byte) 0xff;

  private final ByteSource source;
  private final int highByte;
  private final byte[] input = new byte[CHUNK];

  /** Room for three bytes per character, and an earlier half pair. */
  private final byte[] output = new byte[CHUNK / 2 * 3 + 4];

  /** How many bytes of a cut character start the input, 0 or 1. */
  private int odd;

  private int position;
  private int limit;
  private char high;
  private boolean begun;
  private boolean ended;

  /**
   * @param encoding UTF-16 with its byte order
   */
  Utf16Source(ByteSource source, TextEncoding encoding) {
    this.source = source;
    this.highByte = encoding == TextEncoding.UTF_16BE ? 0 : 1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException, FileDamaged {
    while (position == limit) {
      if (ended) {
        return -1;
      }
      position = 0;
      limit = 0;
      convert();
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(output, position, into, offset, count);
    position += count;
    return count;
  }

  private void convert() throws IOException, FileDamaged {
    int count = source.read(input, odd, input.length - odd);
    if (count < 0) {
      end();
      return;
    }
    int filled = odd + count;
    int whole = filled & ~1;
    for (int i = 0; i < whole; i += 2) {
      add((char) ((input[i + highByte] & 0xff) << 8 | input[i + 1 - highByte] & 0xff));
    }
    odd = filled - whole;
    input[0] = odd == 1 ? input[whole] : 0;
  }

  private void add(char unit) {
    if (!begun) {
      begun = true;
      if (unit == '\ufeff') {
        return;
      }
    }
    if (high != 0) {
      char before = high;
      high = 0;
      if (Character.isLowSurrogate(unit)) {
        supplementary(Character.toCodePoint(before, unit));
        return;
      }
      threeBytes(before);
    }
    if (unit < 0x80) {
      output[limit++] = (byte) unit;
    } else if (unit < 0x800) {
      output[limit++] = (byte) (0xc0 | unit >> 6);
      output[limit++] = (byte) (0x80 | unit & 0x3f);
    } else if (Character.isHighSurrogate(unit)) {
      high = unit;
    } else {
      threeBytes(unit);
    }
  }

  /** Writes a character, or half a pair as invalid UTF-8. */
  private void threeBytes(char unit) {
    output[limit++] = (byte) (0xe0 | unit >> 12);
    output[limit++] = (byte) (0x80 | unit >> 6 & 0x3f);
    output[limit++] = (byte) (0x80 | unit & 0x3f);
  }

  private void supplementary(int codePoint) {
    output[limit++] = (byte) (0xf0 | codePoint >> 18);
    output[limit++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
    output[limit++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
    output[limit++] = (byte) (0x80 | codePoint & 0x3f);
  }

  private void end() {
    ended = true;
    if (high != 0) {
      threeBytes(high);
    }
    if (odd == 1) {
      output[limit++] = NO_UTF8;
    }
  }
}
