package scout.activities.parse;

import java.io.IOException;

/** One record over any number of lines. Nothing may follow it. */
final class JsonSingle implements FileFraming {
  private final ByteWindow window;
  private final FrameFinder finder;
  private final RecordBoundary end;
  private final RecordGap gap;
  private boolean given;

  JsonSingle(ByteWindow window, FrameFinder finder, RecordBoundary end, DialectNotes dialect) {
    this.window = window;
    this.gap = new RecordGap(dialect);
    this.finder = finder;
    this.end = end;
  }

  @Override
  public RecordFrame next() throws IOException, FileDamaged {
    if (!given) {
      given = true;
      RecordFrame frame = finder.next(end);
      gap.trimEnd(frame);
      return frame;
    }
    gap.skip(window);
    if (window.peek() >= 0) {
      throw new FileDamaged(
          DamageCode.TRAILING_CONTENT,
          window.offset(),
          "The file's object spans several lines, so it must be the only one, but at byte "
              + (window.offset() + 1)
              + " there is more. Write one object a line, or an array.");
    }
    return null;
  }
}
