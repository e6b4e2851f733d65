package scout.activities.parse;

import java.io.IOException;

/**
 * The part of the file that is in memory: the unread bytes from {@link #position} to {@link #limit}
 * of {@link #bytes}. It grows to what must be kept and never drops unread bytes.
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

  /** A window on bytes that are all there, {@code all[from, to)}, at {@code offset} in the file. */
  static ByteWindow on(byte[] all, int from, int to, long offset) {
    return new ByteWindow(all, from, to, offset);
  }

  /** The buffer; another one may take its place with each {@link #fill}. */
  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int limit() {
    return limit;
  }

  /** Returns the place in the file of the next unread byte. */
  long offset() {
    return offsetOfFirst + position;
  }

  /** Takes {@code count} bytes as read; they stay where they are until the next fill. */
  void skip(int count) {
    position += count;
  }

  /**
   * Makes bytes unread again.
   *
   * @param offset the place in the file of the first of them; nothing may have been filled since it
   *     was taken
   */
  void rewind(long offset) {
    if (offset < offsetOfFirst || offset > offset()) {
      throw new IllegalStateException("Byte " + offset + " is no longer in the window.");
    }
    position = (int) (offset - offsetOfFirst);
  }

  /** Takes everything up to a place in the file as read; the byte there is in the window. */
  void skipTo(long offset) throws IOException, FileDamaged {
    while (offset() < offset && peek() >= 0) {
      skip((int) Math.min(limit - position, offset - offset()));
    }
    peek();
  }

  /**
   * Reads more behind the unread bytes, which may move to the front of the buffer.
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

  /** Returns the next unread byte without taking it, or -1 at the end of the file. */
  int peek() throws IOException, FileDamaged {
    while (position == limit) {
      if (!fill()) {
        return -1;
      }
    }
    return bytes[position] & 0xff;
  }

  /**
   * Reads on until {@code count} bytes are unread or the file ends. Damage ends it too, and is
   * thrown once more is read: records that came before it are counted.
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

  /** Throws the damage that a look ahead met, if it did and nothing was read from there. */
  void checkUndamaged() throws FileDamaged {
    if (damage != null) {
      throw damage;
    }
  }

  /** Takes JSON's blanks as read: space, tab, line feed and carriage return. */
  void skipBlanks() throws IOException, FileDamaged {
    while (peek() >= 0 && AsciiBytes.isBlank(bytes[position])) {
      position++;
    }
  }

  private void makeRoom() {
    int unread = limit - position;
    // Moving is only worth it when it frees half of the buffer.
    byte[] target = unread > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
    System.arraycopy(bytes, position, target, 0, unread);
    bytes = target;
    offsetOfFirst += position;
    position = 0;
    limit = unread;
  }
}
