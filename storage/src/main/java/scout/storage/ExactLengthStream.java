package scout.storage;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails if the stream below ends before the promised number of bytes. */
final class ExactLengthStream extends FilterInputStream {
  private final String key;
  private final long length;
  private long position;

  ExactLengthStream(String key, long length, InputStream in) {
    super(in);
    this.key = key;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    count(next < 0 ? -1 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int read = in.read(buffer, offset, count);
    count(read);
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(count);
    position += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int read) throws EOFException {
    if (read > 0) {
      position += read;
    } else if (read < 0 && position != length) {
      throw new EOFException(
          "The transfer of %s ended after %d of %d bytes".formatted(key, position, length));
    }
  }
}
