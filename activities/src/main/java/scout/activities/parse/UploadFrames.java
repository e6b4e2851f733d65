package scout.activities.parse;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects the frames of a chunked upload ({@code aws-chunked}) that were stored with the content. A
 * frame is a hexadecimal length, maybe a signature, a line end, so many bytes, a line end. The last
 * frame has length 0.
 */
final class UploadFrames {
  private static final Pattern HEADER =
      Pattern.compile("([0-9a-fA-F]{1,8})(;[ -~]{0,400})?\r\n.*", Pattern.DOTALL);
  private static final String SIGNATURE = ";chunk-signature=";

  /**
   * A frame this long is no coincidence; a short length may be a column's name, e.g. {@code bad}.
   */
  private static final int TELLING_LENGTH = 16;

  private static final int END = -1;
  private static final int NONE = -2;

  private final ByteWindow window;

  /**
   * @param content at its first byte; it is read to the end of its frames
   */
  UploadFrames(ByteSource content) {
    this.window = new ByteWindow(content);
  }

  /** Returns whether the content may be framed, so that {@link #follow} must decide. */
  static boolean mayBegin(FileHead head) {
    return Character.digit(head.first(), 16) >= 0 && HEADER.matcher(head.text()).matches();
  }

  /** Returns whether the first line proves frames: nothing else has such a signature. */
  static boolean isSigned(FileHead head) {
    Matcher header = HEADER.matcher(head.text());
    return header.matches() && header.group(2) != null && header.group(2).startsWith(SIGNATURE);
  }

  /** Reads the frames; returns whether they prove that the content is framed. */
  boolean follow() throws IOException, FileDamaged {
    boolean told = false;
    while (true) {
      long length = header();
      if (length == END || length == NONE) {
        return told && length == END;
      }
      if (told) {
        return true;
      }
      if (length == 0) {
        return trailer();
      }
      if (!skip(length) || !skipLineEnd()) {
        return false;
      }
      told = length >= TELLING_LENGTH;
    }
  }

  static FileDamaged damage() {
    return new FileDamaged(
        DamageCode.UPLOAD_FRAMES,
        0,
        "The chunk frames of an upload (aws-chunked: a length before each part) are stored in the"
            + " object. What uploads it (client, SDK or proxy) must have them decoded: turn chunked"
            + " signing or trailing checksums off there, or mend the proxy, and upload the file"
            + " again.");
  }

  /** Reads a frame's first line and returns the length that it gives. */
  private long header() throws IOException, FileDamaged {
    window.lookAhead(FileHead.LENGTH);
    int length = Math.min(window.limit() - window.position(), FileHead.LENGTH);
    if (length == 0) {
      return END;
    }
    FileHead head = head(length);
    Matcher header = HEADER.matcher(head.text());
    if (!header.matches()) {
      return NONE;
    }
    window.skip(head.text().indexOf('\n') + 1);
    return Long.parseLong(header.group(1), 16);
  }

  /** Reads what follows the last frame: an empty line, or checksums. */
  private boolean trailer() throws IOException, FileDamaged {
    window.lookAhead(6);
    FileHead head = head(Math.min(window.limit() - window.position(), 6));
    return head.startsWith('\r', '\n') || head.text().equalsIgnoreCase("x-amz-");
  }

  private FileHead head(int length) {
    byte[] bytes = new byte[length];
    System.arraycopy(window.bytes(), window.position(), bytes, 0, length);
    return new FileHead(bytes, length);
  }

  private boolean skip(long count) throws IOException, FileDamaged {
    long left = count;
    while (left > 0 && window.peek() >= 0) {
      int skipped = (int) Math.min(left, window.limit() - window.position());
      window.skip(skipped);
      left -= skipped;
    }
    return left == 0;
  }

  private boolean skipLineEnd() throws IOException, FileDamaged {
    window.lookAhead(2);
    boolean lineEnd =
        window.limit() - window.position() >= 2
            && window.bytes()[window.position()] == '\r'
            && window.bytes()[window.position() + 1] == '\n';
    window.skip(lineEnd ? 2 : 0);
    return lineEnd;
  }
}
