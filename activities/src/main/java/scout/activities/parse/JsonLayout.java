package scout.activities.parse;

import java.io.IOException;

/**
 * Detects the layout of a JSON file.
 *
 * <ol>
 *   <li>It begins with a record separator: one record behind each.
 *   <li>It begins with {@code [}: an array.
 *   <li>It doesn't begin with a brace either: one object a line, the first of which is damaged.
 *   <li>The brace is closed on its own line: one object a line.
 *   <li>It is closed on a later line, and what is between is JSON: one object over several lines.
 *   <li>Another line has a brace in its first column: one object a line, the first of which is
 *       damaged. Programs that write an object over several lines indent the objects in it.
 *   <li>Otherwise: one object, which is damaged, up to the end of the file.
 * </ol>
 *
 * It reads at most as many bytes as a record may have.
 */
final class JsonLayout {
  /** Enough for most first lines. */
  private static final int GLANCE = 64 * 1024;

  private final ByteWindow window;
  private final FrameFinder finder;
  private final JsonCheck check;
  private final DialectNotes dialect;
  private final ParseSettings settings;
  private final RecordPages pages;
  private final int maxRecordBytes;

  JsonLayout(
      ByteWindow window,
      JsonCheck check,
      DialectNotes dialect,
      ParseSettings settings,
      RecordPages pages) {
    this.window = window;
    this.settings = settings;
    this.pages = pages;
    this.maxRecordBytes = settings.limits().maxRecordBytes();
    this.finder = new FrameFinder(window, maxRecordBytes);
    this.check = check;
    this.dialect = dialect;
  }

  /**
   * Chooses the framing.
   *
   * @throws FileDamaged if the only object is no record
   */
  FileLayout choose(RecordDecoder decoder) throws IOException, FileDamaged {
    RecordGap gap = new RecordGap(dialect);
    gap.skip(window);
    int first = window.peek();
    if (first < 0) {
      return new FileLayout(() -> null, decoder, null, null);
    }
    boolean object = first == '{' && !gap.separated();
    if (object && (!(closesOnFirstLine() || closesLater()) || isLong())) {
      return unclosed(decoder);
    }
    if (first == '{' && !gap.separated() && settings.recordsAt() == null && isOnlyObject()) {
      refuseShape(close());
    }
    return new FileLayout(
        gap.separated() ? lines(RecordGap.SEPARATOR) : framing(first), decoder, pages, null);
  }

  /** Handles an object that is damaged or longer than a record: it may still be a page. */
  private FileLayout unclosed(RecordDecoder decoder) throws IOException, FileDamaged {
    boolean whole = window.limit() - window.position() <= maxRecordBytes;
    boolean asMap = RecordPages.MAP.equals(settings.recordsAt());
    if (asMap && MapRecords.isMap(window.bytes(), window.position(), window.limit())) {
      pages.note(RecordPages.MAP);
      return new FileLayout(new MapRecords(window, check, maxRecordBytes), decoder, pages, null);
    }
    if (!whole && settings.recordsAt() == null) {
      refuseShape(window.position() + maxRecordBytes);
    }
    if (whole) {
      FileFraming page = asMap ? null : pages.openWhole(window);
      return new FileLayout(page == null ? framing('{') : page, decoder, pages, null);
    }
    RecordPage page = asMap ? null : pages.walk(window);
    window.skipTo(Long.MAX_VALUE);
    return new FileLayout(null, decoder, pages, file -> again(file, page));
  }

  private FileFraming again(ByteWindow file, RecordPage page) throws IOException, FileDamaged {
    if (page != null) {
      pages.note(page.path());
      return page.records(file, check, dialect, maxRecordBytes);
    }
    FilePreamble.skip(file, new DialectNotes());
    new RecordGap(new DialectNotes()).skip(file);
    return new JsonLayout(file, check, dialect, settings, pages).framing('{');
  }

  private FileFraming framing(int first) throws IOException, FileDamaged {
    if (first == '[') {
      return new JsonArray(window, finder, check, dialect, maxRecordBytes, false);
    }
    if (first != '{' || closesOnFirstLine()) {
      return lines((byte) '\n');
    }
    if (closesLater()) {
      return new JsonSingle(window, finder, new ValueEnd(), dialect);
    }
    return onOneLine() || anotherLineBegins()
        ? lines((byte) '\n')
        : new JsonSingle(window, finder, new FileEnd(), dialect);
  }

  private void refuseShape(int to) throws FileDamaged {
    ObjectShape.refuse(pages.fields(), window.bytes(), window.position(), to, window.offset());
  }

  /** Returns whether only blanks follow the closed object. */
  private boolean isOnlyObject() throws IOException, FileDamaged {
    int behind = close() - window.position();
    while (true) {
      window.lookAhead(behind + 1);
      int i = window.position() + behind;
      if (i == window.limit()) {
        return true;
      }
      if (!AsciiBytes.isBlank(window.bytes()[i]) || behind > maxRecordBytes) {
        return false;
      }
      behind++;
    }
  }

  private boolean closesOnFirstLine() throws IOException, FileDamaged {
    return closesOnFirstLine(1)
        || closesOnFirstLine(GLANCE)
        || closesOnFirstLine(maxRecordBytes + 1);
  }

  /** Returns whether it is longer than a record, since the window may hold more than that. */
  private boolean isLong() {
    return close() - window.position() > maxRecordBytes;
  }

  private boolean closesLater() {
    int close = close();
    return close >= 0 && check.isJson(window.bytes(), window.position(), close);
  }

  private FileFraming lines(byte lineEnd) {
    return new JsonLines(window, finder, check, dialect, lineEnd);
  }

  private boolean closesOnFirstLine(int look) throws IOException, FileDamaged {
    window.lookAhead(look);
    int close = close();
    int line = lineEnd();
    return close >= 0 && (line < 0 || close <= line);
  }

  private int close() {
    ValueEnd end = new ValueEnd();
    end.begin();
    return end.scan(window.bytes(), window.position(), window.limit());
  }

  private int lineEnd() {
    return ByteScan.indexOf(window.bytes(), window.position(), window.limit(), (byte) '\n');
  }

  /** Returns whether the window holds a single line. */
  private boolean onOneLine() {
    int line = lineEnd();
    int i = line < 0 ? window.limit() : line;
    while (i < window.limit() && AsciiBytes.isBlank(window.bytes()[i])) {
      i++;
    }
    return i == window.limit();
  }

  private boolean anotherLineBegins() {
    byte[] bytes = window.bytes();
    int line = lineEnd();
    while (line >= 0 && line + 1 < window.limit()) {
      if (bytes[line + 1] == '{') {
        return true;
      }
      line = ByteScan.indexOf(bytes, line + 1, window.limit(), (byte) '\n');
    }
    return false;
  }
}
