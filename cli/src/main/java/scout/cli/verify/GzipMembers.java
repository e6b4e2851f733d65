package scout.cli.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses gzip of one or more members, as strictly as {@code gzip -t}. Java's own stream
 * mistakes a network pause for the end of the last member, and ignores other bytes after it. Any
 * damage gives a ZipException. Closing it does not close the compressed stream.
 */
public final class GzipMembers extends InflaterInputStream {
  private static final int BUFFER = 32 * 1024;
  private static final int CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final CRC32 checksum = new CRC32();
  private boolean ended;

  /**
   * @param packed at the first byte of the first member
   */
  public GzipMembers(InputStream packed) throws IOException {
    super(new PushbackInputStream(packed, BUFFER), new Inflater(true), BUFFER);
    header(in.read());
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (!ended) {
      int count = super.read(buffer, offset, length);
      if (count >= 0) {
        checksum.update(buffer, offset, count);
        return count;
      }
      endMember();
    }
    return -1;
  }

  @Override
  protected void fill() throws IOException {
    len = in.read(buf, 0, buf.length);
    if (len < 0) {
      throw new ZipException("The gzip data ends too early");
    }
    inf.setInput(buf, 0, len);
  }

  @Override
  public void close() {
    inf.end();
  }

  private void endMember() throws IOException {
    int left = inf.getRemaining();
    ((PushbackInputStream) in).unread(buf, len - left, left);
    if (number(4) != checksum.getValue() || number(4) != (inf.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("The gzip data doesn't match its own checksum");
    }
    inf.reset();
    checksum.reset();
    int next = in.read();
    if (next > 0) {
      header(next);
      return;
    }
    // Zeros may pad a tape's block.
    while (next == 0) {
      next = in.read();
    }
    if (next > 0) {
      throw new ZipException("The gzip data goes on with something else");
    }
    ended = true;
  }

  private void header(int first) throws IOException {
    if (first != 0x1f || number(2) != 0x088b) {
      throw new ZipException("This isn't gzip data");
    }
    int flags = (int) number(1);
    if ((flags & RESERVED) != 0) {
      throw new ZipException("The gzip data has an unknown kind of header");
    }
    number(6);
    if ((flags & EXTRA) != 0) {
      for (long rest = number(2); rest > 0; rest--) {
        number(1);
      }
    }
    for (int part : new int[] {NAME, COMMENT}) {
      boolean more = (flags & part) != 0;
      while (more) {
        more = number(1) != 0;
      }
    }
    number((flags & CHECKSUM) == 0 ? 0 : 2);
  }

  /** Reads a little-endian number of this many bytes. */
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      int next = in.read();
      if (next < 0) {
        throw new ZipException("The gzip data ends too early");
      }
      number |= (long) next << (8 * i);
    }
    return number;
  }
}
