package scout.activities.parse;

import java.io.IOException;

/** A source whose first bytes can be inspected before they are read. */
final class HeadSource implements ByteSource {
  private final ByteSource source;
  private final FileHead head;
  private int given;
  private boolean ended;

  /** Thrown after the bytes before the damage are read. */
  private FileDamaged damage;

  /** Reads the head. */
  HeadSource(ByteSource source) throws IOException {
    this.source = source;
    byte[] bytes = new byte[FileHead.LENGTH];
    int length = 0;
    while (!ended && damage == null && length < bytes.length) {
      try {
        int count = source.read(bytes, length, bytes.length - length);
        ended = count < 0;
        length += Math.max(count, 0);
      } catch (FileDamaged e) {
        damage = e;
      }
    }
    head = new FileHead(bytes, length);
  }

  FileHead head() {
    return head;
  }

  /** Throws the damage if it left the head without a byte. */
  void checkBegun() throws FileDamaged {
    if (damage != null && head.length() == 0) {
      throw damage;
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException, FileDamaged {
    int left = head.length() - given;
    if (left > 0) {
      int count = Math.min(left, length);
      System.arraycopy(head.bytes(), given, into, offset, count);
      given += count;
      return count;
    }
    if (damage != null) {
      throw damage;
    }
    return ended ? -1 : source.read(into, offset, length);
  }
}
