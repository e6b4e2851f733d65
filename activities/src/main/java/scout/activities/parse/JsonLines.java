package scout.activities.parse;

import java.io.IOException;

/** One record a line. Lines end with LF or CRLF; blank lines are none. */
final class JsonLines implements Framing {
  private final ByteWindow window;
  private final FrameFinder finder;
  private final Boundary lineEnd = new LineEnd();

  JsonLines(ByteWindow window, FrameFinder finder) {
    this.window = window;
    this.finder = finder;
  }

  @Override
  public Frame next() throws IOException, FileDamaged {
    window.skipBlanks();
    if (window.peek() < 0) {
      return null;
    }
    Frame frame = finder.next(lineEnd);
    frame.trimEnd();
    return frame;
  }
}
