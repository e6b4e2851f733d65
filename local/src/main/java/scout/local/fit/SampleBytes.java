package scout.local.fit;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The part of a file that is examined.
 *
 * @param bytes the parser's input
 * @param cut whether the file continues; then the bytes end with a line
 */
record SampleBytes(byte[] bytes, boolean cut) {
  /** The most bytes of a file that are read: 32 MiB. */
  static final int MOST = 32 << 20;

  /** Reads the beginning; for a larger gzip file, the beginning of its content. */
  static SampleBytes of(SampleInput input) throws IOException {
    return of(input.content().first(MOST + 1), MOST);
  }

  static SampleBytes of(byte[] stored, int most) throws IOException {
    if (stored.length <= most) {
      return new SampleBytes(stored, false);
    }
    byte[] content = isGzip(stored) ? inflated(stored, most) : Arrays.copyOf(stored, most);
    int end = content.length;
    while (end > 0 && content[end - 1] != '\n') {
      end--;
    }
    return new SampleBytes(end == 0 ? content : Arrays.copyOf(content, end), true);
  }

  /** Returns the content of gzip data up to a limit or its damage; other data unchanged. */
  static byte[] inflated(byte[] stored, int most) throws IOException {
    byte[] content = new byte[most];
    int length = 0;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
      int read = in.read(content);
      while (read > 0) {
        length += read;
        read = in.read(content, length, most - length);
      }
    } catch (EOFException | ZipException e) {
      // the sample ends within the compressed data, or that is damaged; the parser reports where
      return Arrays.copyOf(content, length);
    }
    return Arrays.copyOf(content, length);
  }

  static boolean isGzip(byte[] stored) {
    return stored.length > 2 && (stored[0] & 0xff) == 0x1f && (stored[1] & 0xff) == 0x8b;
  }
}
