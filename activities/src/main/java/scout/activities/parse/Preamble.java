package scout.activities.parse;

import java.io.IOException;

/** Looks at a file's first bytes: the byte order mark, and whether there is anything at all. */
final class Preamble {
  private Preamble() {}

  /**
   * Reads over a byte order mark and what is blank at the start of the file.
   *
   * @throws FileDamaged if nothing else is there, or if the file isn't UTF-8
   */
  static void skip(ByteWindow window) throws IOException, FileDamaged {
    window.lookAhead(3);
    if (startsWith(window, 0xfe, 0xff) || startsWith(window, 0xff, 0xfe)) {
      throw new FileDamaged(
          DamageCode.NOT_UTF8,
          0,
          "The file begins with the byte order mark of UTF-16 or UTF-32. Write it as UTF-8.");
    }
    if (startsWith(window, 0xef, 0xbb, 0xbf)) {
      window.skip(3);
    }
    window.skipBlanks();
    if (window.peek() < 0) {
      throw new FileDamaged(DamageCode.EMPTY_FILE, 0, "The file is empty, or only blank.");
    }
  }

  private static boolean startsWith(ByteWindow window, int... mark) {
    boolean same = window.limit() - window.position() >= mark.length;
    for (int i = 0; same && i < mark.length; i++) {
      same = (window.bytes()[window.position() + i] & 0xff) == mark[i];
    }
    return same;
  }
}
