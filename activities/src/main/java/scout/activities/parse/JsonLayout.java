package scout.activities.parse;

import java.io.IOException;

/**
 * Tells by looking how a {@code .json} file is laid out.
 *
 * <ol>
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
  private final int maxRecordBytes;

  JsonLayout(ByteWindow window, FrameFinder finder, JsonCheck check, int maxRecordBytes) {
    this.window = window;
    this.finder = finder;
    this.check = check;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Chooses the framing. The next unread byte is the file's first that isn't blank. */
  Framing choose() throws IOException, FileDamaged {
    int first = window.peek();
    if (first == '[') {
      return new JsonArray(window, finder);
    }
    if (first != '{' || closesOnFirstLine(GLANCE) || closesOnFirstLine(maxRecordBytes + 1)) {
      return new JsonLines(window, finder);
    }
    int close = close();
    if (close >= 0 && isJson(close)) {
      return new JsonSingle(window, finder, new ValueEnd());
    }
    return lineEnd() < 0 || anotherLineBegins()
        ? new JsonLines(window, finder)
        : new JsonSingle(window, finder, new FileEnd());
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

  private boolean isJson(int close) {
    Problem problem = check.check(window.bytes(), window.position(), close);
    return problem == null
        || (problem.code() != RejectCode.INVALID_JSON && problem.code() != RejectCode.INVALID_UTF8);
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
