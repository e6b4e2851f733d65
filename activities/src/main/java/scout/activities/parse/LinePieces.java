package scout.activities.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a line that is no record by itself into records: at line breaks, if record separators begin
 * the lines, at zero bytes left by a power cut, and between objects. It stays one line unless a
 * piece is a record.
 */
final class LinePieces {
  /** How many places in a broken object are tried as the start of the next one. */
  private static final int MOST_TRIES = 64;

  /** {@code bytes[from, to)}. */
  private record Piece(int from, int to) {}

  private final JsonCheck check;
  private final DialectNotes dialect;
  private final ValueEnd objectEnd = new ValueEnd();
  private final Deque<Piece> pending = new ArrayDeque<>();
  private final RecordFrame frame = new RecordFrame();
  private byte[] bytes = {};
  private long offsetOfFirst;

  LinePieces(JsonCheck check, DialectNotes dialect) {
    this.check = check;
    this.dialect = dialect;
  }

  boolean hasNext() {
    return !pending.isEmpty();
  }

  /** Returns the next piece; the same instance each time. */
  RecordFrame next() {
    Piece piece = pending.pop();
    frame.whole(bytes, piece.from(), piece.to(), offsetOfFirst + piece.from());
    return frame;
  }

  /**
   * Cuts a line, or a piece of one.
   *
   * @param indented whether blanks precede it on its line: then an object between commas may be an
   *     item of an object over several lines, so it is no record
   * @return whether there are pieces now
   */
  boolean cut(RecordFrame line, boolean indented) throws FileDamaged {
    bytes = line.bytes();
    offsetOfFirst = line.offset() - line.start();
    return cutAt((byte) '\n', line) || cutAt((byte) 0, line) || cutObjects(line, indented);
  }

  private boolean cutAt(byte separator, RecordFrame line) {
    List<Piece> parts = new ArrayList<>();
    int from = line.start();
    int at = ByteScan.indexOf(bytes, from, line.end(), separator);
    if (at < 0) {
      return false;
    }
    for (; at >= 0; at = ByteScan.indexOf(bytes, from, line.end(), separator)) {
      add(parts, from, at);
      from = at + 1;
    }
    add(parts, from, line.end());
    // A record may span lines that are objects; but then its first line is no object.
    int asked = separator == '\n' ? 1 : parts.size();
    if (!anyIsRecord(parts.subList(0, Math.min(asked, parts.size())))) {
      return false;
    }
    if (separator == 0) {
      long zeros = 0;
      for (int i = line.start(); i < line.end(); i++) {
        zeros += bytes[i] == 0 ? 1 : 0;
      }
      dialect.add(DialectNote.NUL_BYTES, zeros);
    }
    return push(parts);
  }

  private boolean cutObjects(RecordFrame line, boolean indented) throws FileDamaged {
    List<Piece> parts = new ArrayList<>();
    DialectNotes skipped = new DialectNotes();
    DialectNotes commas = new DialectNotes();
    RecordGap gap = new RecordGap(skipped);
    int objects = 0;
    int end = line.end();
    for (int i = skipCommas(gap, commas, line.start(), end);
        i < end;
        i = skipCommas(gap, commas, i, end)) {
      boolean object = bytes[i] == '{';
      if (objects > 0 && !object) {
        refuseLiteralBreak(parts, i, end);
      }
      objects += object ? 1 : 0;
      int to = object ? objectEnd(i, end) : ByteScan.indexOf(bytes, i, end, (byte) '{');
      to = to < 0 ? end : to;
      add(parts, i, to);
      i = to;
    }
    boolean alone = isAlone(parts, line);
    if ((objects < 2 && (!alone || indented)) || !anyIsRecord(parts)) {
      return false;
    }
    dialect.addAll(skipped);
    if (alone) {
      dialect.addAll(commas);
    } else {
      dialect.add(DialectNote.GLUED_LINES, 1);
    }
    return push(parts);
  }

  /** Returns whether the line is one object, and nothing but commas and blanks around it. */
  private static boolean isAlone(List<Piece> parts, RecordFrame line) {
    Piece first = parts.isEmpty() ? null : parts.get(0);
    return parts.size() == 1 && (first.from() > line.start() || first.to() < line.end());
  }

  private void refuseLiteralBreak(List<Piece> before, int i, int end) throws FileDamaged {
    int next = LiteralBreak.objectBehind(bytes, i, end);
    int close = next < 0 ? -1 : close(next, end);
    if (close >= 0 && isRecord(new Piece(next, close)) && isRecord(before.get(before.size() - 1))) {
      throw LiteralBreak.damage(offsetOfFirst + i);
    }
  }

  private int skipCommas(RecordGap gap, DialectNotes commas, int from, int end) {
    int i = gap.skip(bytes, from, end);
    while (i < end && bytes[i] == ',') {
      commas.add(DialectNote.TRAILING_COMMAS, 1);
      i = gap.skip(bytes, i + 1, end);
    }
    return i;
  }

  /** Returns an object's end: where it closes, or before the next object that is a record. */
  private int objectEnd(int from, int end) {
    int close = close(from, end);
    if (close >= 0) {
      return close;
    }
    int tries = 0;
    int next = ByteScan.indexOf(bytes, from + 1, end, (byte) '{');
    while (next >= 0 && tries < MOST_TRIES) {
      if (mayBegin(from, next)) {
        tries++;
        int to = close(next, end);
        if (to >= 0 && isRecord(new Piece(next, to))) {
          return next;
        }
      }
      next = ByteScan.indexOf(bytes, next + 1, end, (byte) '{');
    }
    return -1;
  }

  /** An object begins after another one, or on its own line. */
  private boolean mayBegin(int from, int brace) {
    int before = brace - 1;
    while (before > from && AsciiBytes.isBlank(bytes[before]) && bytes[before] != '\n') {
      before--;
    }
    return bytes[before] == '}' || bytes[before] == '\n';
  }

  private int close(int from, int end) {
    objectEnd.begin();
    return objectEnd.scan(bytes, from, end);
  }

  private void add(List<Piece> parts, int from, int to) {
    int end = to;
    while (end > from && AsciiBytes.isBlank(bytes[end - 1])) {
      end--;
    }
    int start = from;
    while (start < end && AsciiBytes.isBlank(bytes[start])) {
      start++;
    }
    if (start < end) {
      parts.add(new Piece(start, end));
    }
  }

  private boolean anyIsRecord(List<Piece> parts) {
    return parts.stream().anyMatch(this::isRecord);
  }

  private boolean isRecord(Piece piece) {
    return bytes[piece.from()] == '{' && check.isJson(bytes, piece.from(), piece.to());
  }

  private boolean push(List<Piece> parts) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      pending.push(parts.get(i));
    }
    return true;
  }
}
