package scout.activities.parse;

import java.io.IOException;

/**
 * One record per line, or per record separator. Lines end with LF or CRLF; blank lines are skipped.
 * A line that is no record by itself is cut into {@link LinePieces}. A line that is far too long
 * for a record is cut into objects while it is read.
 */
final class JsonLines implements FileFraming {
  private final ByteWindow window;
  private final FrameFinder finder;
  private final RecordGap gap;
  private final DialectNotes dialect;
  private final LinePieces pieces;
  private final byte lineEnd;
  private final RecordBoundary line;
  private final RecordBoundary object;
  private boolean inLongLine;
  private int objects;

  /**
   * @param lineEnd the byte before which a record ends at the latest: a line feed or RFC 7464's
   *     record separator
   */
  JsonLines(
      ByteWindow window, FrameFinder finder, JsonCheck check, DialectNotes dialect, byte lineEnd) {
    this.window = window;
    this.finder = finder;
    this.gap = new RecordGap(dialect);
    this.dialect = dialect;
    this.pieces = new LinePieces(check, dialect);
    this.lineEnd = lineEnd;
    this.line = new ByteEnd(lineEnd);
    this.object = new GluedEnd(lineEnd);
  }

  @Override
  public RecordFrame next() throws IOException, FileDamaged {
    if (pieces.hasNext()) {
      return pieces.next();
    }
    if (inLongLine && skipToObject()) {
      return nextObject();
    }
    gap.skip(window);
    if (window.peek() < 0) {
      return null;
    }
    RecordFrame record = finder.whole(line);
    if (record == null) {
      inLongLine = true;
      objects = 0;
      return nextObject();
    }
    gap.trimEnd(record);
    return record;
  }

  @Override
  public boolean cutsAgain(RecordFrame record) throws FileDamaged {
    return record.isWhole() && pieces.cut(record, gap.indentation() > 0);
  }

  private RecordFrame nextObject() throws IOException, FileDamaged {
    objects++;
    if (objects == 2) {
      dialect.add(DialectNote.GLUED_LINES, 1);
    }
    if (objects > 1) {
      LiteralBreak.refuseAt(window);
    }
    RecordFrame record = finder.next(object);
    gap.trimEnd(record);
    return record;
  }

  /** Skips to the next object; returns false at the line's end. */
  private boolean skipToObject() throws IOException, FileDamaged {
    int next = window.peek();
    while (next >= 0
        && next != lineEnd
        && (next == ',' || next == 0 || AsciiBytes.isBlank((byte) next))) {
      dialect.add(DialectNote.NUL_BYTES, next == 0 ? 1 : 0);
      window.skip(1);
      next = window.peek();
    }
    inLongLine = next >= 0 && next != lineEnd;
    return inLongLine;
  }
}
