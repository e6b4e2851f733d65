package scout.activities.parse;

import java.io.IOException;

/**
 * The part of the file in memory: the unread bytes from {@link #position} to {@link #limit} of
 * {@link #bytes}. It grows as needed and never drops unread bytes.
 */
final class ByteWindow {
  private static final int FIRST_SIZE = 256 * 1024;

  private final ByteSource source;
  private byte[] bytes;
  private int position;
  private int limit;
  private long offsetOfFirst;
  private boolean ended;
  private FileDamaged damage;

  ByteWindow(ByteSource source) {
    this.source = source;
    this.bytes = new byte[FIRST_SIZE];
  }

  private ByteWindow(byte[] all, int from, int to, long offset) {
    source = null;
    bytes = all;
    position = from;
    limit = to;
    offsetOfFirst = offset - from;
    ended = true;
  }

  /** Returns a window on bytes in memory, {@code all[from, to)}, at {@code offset} in the file. */
  static ByteWindow on(byte[] all, int from, int to, long offset) {
    return new ByteWindow(all, from, to, offset);
  }

  /** Returns the buffer; {@link #fill} may replace it. */
  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int limit() {
    return limit;
  }

  /** Returns the next unread byte's place in the file. */
  long offset() {
    return offsetOfFirst + position;
  }

  /** Marks {@code count} bytes as read; they stay in place until the next fill. */
  void skip(int count) {
    position += count;
  }

  /**
   * Makes bytes unread again.
   *
   * @param offset the first byte's place in the file; no fill may have happened since it was read
   */
  void rewind(long offset) {
    if (offset < offsetOfFirst || offset > offset()) {
      throw new IllegalStateException("Byte " + offset + " is no longer in the window.");
    }
    position = (int) (offset - offsetOfFirst);
  }

  /** Marks everything before a place in the file as read; the byte there is in the window. */
  void skipTo(long offset) throws IOException, FileDamaged {
    while (offset() < offset && peek() >= 0) {
      skip((int) Math.min(limit - position, offset - offset()));
    }
    peek();
  }

  /**
   * Appends to the unread bytes, which may move to the front of the buffer.
   *
   * @return false at the end of the file
   */
  boolean fill() throws IOException, FileDamaged {
    checkUndamaged();
    if (ended) {
      return false;
    }
    if (limit == bytes.length) {
      makeRoom();
    }
    int count = source.read(bytes, limit, bytes.length - limit);
    ended = count < 0;
    limit += Math.max(count, 0);
    return !ended;
  }

  /** Returns the next unread byte without reading it, or -1 at the end of the file. */
  int peek() throws IOException, FileDamaged {
    while (position == limit) {
      if (!fill()) {
        return -1;
      }
    }
    return bytes[position] & 0xff;
  }

  /**
   * Fills until {@code count} bytes are unread or the file ends. Damage ends it too. It is thrown
   * by the next read, so that the records before it are counted.
   */
  void lookAhead(int count) throws IOException {
    boolean more = damage == null;
    while (more && limit - position < count) {
      try {
        more = fill();
      } catch (FileDamaged e) {
        damage = e;
        more = false;
      }
    }
  }

  /** Throws the damage that a look ahead met, if nothing was read since. */
  void checkUndamaged() throws FileDamaged {
    if (damage != null) {
      throw damage;
    }
  }

  /** Skips JSON's whitespace: space, tab, line feed and carriage return. */
  void skipBlanks() throws IOException, FileDamaged {
    while (peek() >= 0 && AsciiBytes.isBlank(bytes[position])) {
      position++;
    }
  }

  private void makeRoom() {
    int unread = limit - position;
    // Moving pays only if it frees half of the buffer.
    byte[] target = unread > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
    System.arraycopy(bytes, position, target, 0, unread);
    bytes = target;
    offsetOfFirst += position;
    position = 0;
    limit = unread;
  }
}
