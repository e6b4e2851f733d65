package scout.activities.parse;

import java.io.IOException;
import java.util.zip.Inflater;

/** Reads a gzip file's compressed bytes and the headers and trailers around them. */
final class GzipInput {
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final ByteSource body;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private long taken;

  GzipInput(ByteSource body) {
    this.body = body;
  }

  /** Returns how many compressed bytes were consumed. */
  long consumed() {
    return taken - (limit - position);
  }

  /** Gives the inflater, which needs more input, all buffered bytes. */
  void feed(Inflater inflater, long inflated) throws IOException, FileDamaged {
    if (position == limit && !fill()) {
      throw damaged(inflated, "ends too early");
    }
    inflater.setInput(buffer, position, limit - position);
    position = limit;
  }

  /** Takes back bytes that the inflater did not need. */
  void giveBack(int count) {
    position -= count;
  }

  /**
   * Reads a member's header.
   *
   * @return false at the end of the file, which may be padded with zeros
   */
  boolean header(long inflated) throws IOException, FileDamaged {
    int first = next();
    if (first < 0) {
      return false;
    }
    if (first == 0 && inflated > 0) {
      padding(inflated);
      return false;
    }
    if (first != 0x1f || next() != 0x8b || next() != 8) {
      throw damaged(inflated, inflated > 0 ? "goes on with something else" : "isn't gzip");
    }
    int flags = (int) littleEndian(1, inflated);
    if ((flags & RESERVED) != 0) {
      throw damaged(inflated, "has an unknown kind of header");
    }
    littleEndian(6, inflated);
    if ((flags & EXTRA) != 0) {
      for (long rest = littleEndian(2, inflated); rest > 0; rest--) {
        littleEndian(1, inflated);
      }
    }
    for (int part : new int[] {NAME, COMMENT}) {
      boolean more = (flags & part) != 0;
      while (more) {
        more = littleEndian(1, inflated) != 0;
      }
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      littleEndian(2, inflated);
    }
    return true;
  }

  /** Reads a little-endian number of up to eight bytes. */
  long littleEndian(int bytes, long inflated) throws IOException, FileDamaged {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      int next = next();
      if (next < 0) {
        throw damaged(inflated, "ends too early");
      }
      number |= (long) next << (8 * i);
    }
    return number;
  }

  FileDamaged damaged(long inflated, String what) {
    return new FileDamaged(
        DamageCode.GZIP_DAMAGED,
        inflated,
        "The gzip data " + what + ", near its byte " + consumed() + ".");
  }

  private void padding(long inflated) throws IOException, FileDamaged {
    int next = 0;
    while (next == 0) {
      next = next();
    }
    if (next > 0) {
      throw damaged(inflated, "goes on with something else");
    }
  }

  private int next() throws IOException, FileDamaged {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  private boolean fill() throws IOException, FileDamaged {
    position = 0;
    limit = Math.max(body.read(buffer, 0, buffer.length), 0);
    taken += limit;
    return limit > 0;
  }
}
