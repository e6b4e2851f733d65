package scout.activities.parse;

import java.io.IOException;

/**
 * Tells by looking how a JSON file is laid out.
 *
 * <ol>
 *   <li>It begins with a record separator: one record behind each.
 *   <li>It begins with {@code [}: an array.
 *   <li>It doesn't begin with a brace either: one object a line, the first of which is damaged.
 *   <li>The brace is closed on its own line: one object a line.
 *   <li>It is closed on a later line, and what is between is JSON: one object over several lines.
 *   <li>Another line has a brace in its first column: one object a line, the first of which is
 *       damaged. Whoever spreads an object over lines indents the objects in it.
 *   <li>Else: one object, which is damaged, up to the end of the file.
 * </ol>
 *
 * No more is looked at than a record may be long.
 */
final class JsonLayout {
  /** Enough to see most first lines whole. */
  private static final int GLANCE = 64 * 1024;

  private final ByteWindow window;
  private final FrameFinder finder;
  private final JsonCheck check;
  private final Dialect dialect;
  private final int maxRecordBytes;

  JsonLayout(ByteWindow window, JsonCheck check, Dialect dialect, int maxRecordBytes) {
    this.window = window;
    this.finder = new FrameFinder(window, maxRecordBytes);
    this.check = check;
    this.dialect = dialect;
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * Chooses the framing.
   *
   * @throws FileDamaged if there is nothing but what is no record
   */
  Framing choose() throws IOException, FileDamaged {
    RecordGap gap = new RecordGap(dialect);
    gap.skip(window);
    int first = window.peek();
    if (first < 0) {
      throw new FileDamaged(
          DamageCode.EMPTY_FILE, 0, "The file holds nothing but blanks and zero bytes.");
    }
    if (gap.separated()) {
      return lines(RecordGap.SEPARATOR);
    }
    if (first == '[') {
      return new JsonArray(window, finder, check, dialect, maxRecordBytes, false);
    }
    if (first != '{'
        || closesOnFirstLine(1)
        || closesOnFirstLine(GLANCE)
        || closesOnFirstLine(maxRecordBytes + 1)) {
      return lines((byte) '\n');
    }
    int close = close();
    if (close >= 0 && check.isJson(window.bytes(), window.position(), close)) {
      return new JsonSingle(window, finder, new ValueEnd(), dialect);
    }
    return onOneLine() || anotherLineBegins()
        ? lines((byte) '\n')
        : new JsonSingle(window, finder, new FileEnd(), dialect);
  }

  private Framing lines(byte lineEnd) {
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
    return Words.indexOf(window.bytes(), window.position(), window.limit(), (byte) '\n');
  }

  /** Returns whether all that is in sight is one line. */
  private boolean onOneLine() {
    int line = lineEnd();
    int i = line < 0 ? window.limit() : line;
    while (i < window.limit() && Ascii.isBlank(window.bytes()[i])) {
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
      line = Words.indexOf(bytes, line + 1, window.limit(), (byte) '\n');
    }
    return false;
  }
}
