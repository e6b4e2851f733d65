package scout.activities.parse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import scout.activities.fields.PayloadField;

/**
 * Finds the array of records in an object. It reads the object as a stream, so that may be longer
 * than a record. It keeps all but that array, so the rest must be no longer than a record.
 */
final class PageWalk {
  private record Found(String path, long offset) {}

  private final ByteWindow window;
  private final JsonCheck check;
  private final FieldFinder fields;
  private final String recordsAt;
  private final int maxRecordBytes;
  private final FrameFinder finder;
  private final RecordBoundary valueEnd = new ValueEnd();
  private final JsonBuffer envelope = new JsonBuffer();
  private final List<Found> found = new ArrayList<>();

  /**
   * @param window with the object's opening brace as next unread byte
   */
  PageWalk(ByteWindow window, JsonCheck check, FieldFinder fields, ParseSettings settings) {
    this.window = window;
    this.check = check;
    this.fields = fields;
    this.recordsAt = settings.recordsAt();
    this.maxRecordBytes = settings.limits().maxRecordBytes();
    this.finder = new FrameFinder(window, maxRecordBytes);
  }

  /**
   * Reads the object to its end.
   *
   * @return the page, or null if the object is none
   * @throws FileDamaged if it is a page that can't be read
   */
  RecordPage walk() throws IOException, FileDamaged {
    long offset = window.offset();
    try {
      if (!object("", 1) || found.isEmpty()) {
        return null;
      }
    } catch (FileDamaged damage) {
      if (found.isEmpty()) {
        return null;
      }
      throw damage;
    }
    byte[] rest = rest();
    if (rest == null || (recordsAt == null && isRecord(rest))) {
      return null;
    }
    if (found.size() > 1) {
      throw new FileDamaged(
          DamageCode.NOT_RECORDS,
          offset,
          "The object at byte "
              + (offset + 1)
              + " has records in two lists, "
              + shown(found.get(0))
              + " and "
              + shown(found.get(1))
              + ". SCOUT_RECORDS_AT says which one holds the sales.");
    }
    return new RecordPage(found.get(0).path(), found.get(0).offset(), rest);
  }

  private boolean isRecord(byte[] rest) {
    return fields.holds(rest, 0, rest.length, PayloadField.TRANSACTION_ID)
        || (fields.holds(rest, 0, rest.length, PayloadField.TIMESTAMP)
            && fields.holds(rest, 0, rest.length, PayloadField.AMOUNT));
  }

  private byte[] rest() {
    if (check.check(envelope.bytes(), 0, envelope.size()) != null) {
      return null;
    }
    JsonBuffer json = new JsonBuffer();
    check.bareWords().write(envelope.bytes(), 0, envelope.size(), json);
    return json.toArray();
  }

  /** Returns false if this is no object, or if its rest is too long to keep. */
  private boolean object(String prefix, int level) throws IOException, FileDamaged {
    window.skip(1);
    envelope.add('{');
    boolean first = true;
    while (envelope.size() <= maxRecordBytes) {
      window.skipBlanks();
      if (first && window.peek() == '}') {
        return endObject();
      }
      if (window.peek() != '"' || !member(prefix, level)) {
        return false;
      }
      first = false;
      window.skipBlanks();
      if (window.peek() == '}') {
        return endObject();
      }
      if (window.peek() != ',') {
        return false;
      }
      window.skip(1);
    }
    return false;
  }

  private boolean endObject() {
    window.skip(1);
    envelope.add('}');
    return true;
  }

  private boolean member(String prefix, int level) throws IOException, FileDamaged {
    RecordFrame frame = finder.next(valueEnd);
    if (!frame.isWhole() || frame.length() < 2) {
      return false;
    }
    byte[] key = Arrays.copyOfRange(frame.bytes(), frame.start(), frame.end());
    if (!check.isJson(key, 0, key.length)) {
      return false;
    }
    String path = prefix + JsonText.decode(key, 1, key.length - 1);
    window.skipBlanks();
    if (window.peek() != ':') {
      return false;
    }
    window.skip(1);
    window.skipBlanks();
    int before = envelope.size();
    if (before > 1 && envelope.bytes()[before - 1] != '{') {
      envelope.add(',');
    }
    envelope.add(key);
    envelope.add(':');
    int kind = window.peek();
    if (kind == '[' && looksInto(path, level, true)) {
      return array(path, before);
    }
    if (kind == '{' && looksInto(path, level + 1, false)) {
      return object(path + ".", level + 1);
    }
    RecordFrame value = finder.next(valueEnd);
    if (!value.isWhole() || finder.endOfFile()) {
      return false;
    }
    value.trimEnd();
    envelope.add(value.bytes(), value.start(), value.end());
    return true;
  }

  private boolean looksInto(String path, int level, boolean array) {
    if (recordsAt == null) {
      return level <= 2;
    }
    return array ? recordsAt.equals(path) : recordsAt.startsWith(path + ".");
  }

  private boolean array(String path, int before) throws IOException, FileDamaged {
    Found here = new Found(path, window.offset());
    JsonArray array =
        new JsonArray(window, finder, check, new DialectNotes(), maxRecordBytes, true);
    boolean judged = recordsAt != null;
    boolean damaged = false;
    if (judged) {
      found.add(here);
    }
    envelope.add('[');
    int elements = 0;
    for (RecordFrame element = array.next(); element != null; element = array.next()) {
      boolean good =
          element.length() <= maxRecordBytes
              && check.isJson(element.bytes(), element.start(), element.end());
      if (!good && array.cutsAgain(element)) {
        continue;
      }
      if (good && !judged) {
        judged = true;
        if (isListed(element)) {
          found.add(here);
        }
      }
      damaged |= !good;
      if (!found.contains(here) && envelope.size() <= maxRecordBytes) {
        if (elements++ > 0) {
          envelope.add(',');
        }
        envelope.add(element.bytes(), element.start(), element.end());
      }
    }
    if (found.contains(here)) {
      envelope.cut(before);
      return true;
    }
    envelope.add(']');
    return !damaged;
  }

  private boolean isListed(RecordFrame element) {
    byte[] bytes = element.bytes();
    return bytes[element.start()] == '{'
        && (fields.holds(bytes, element.start(), element.end(), PayloadField.TRANSACTION_ID)
            || fields.holds(bytes, element.start(), element.end(), PayloadField.STORE_ID));
  }

  /** Shows a name, unless it is so long or odd that it may be a value. */
  private static String shown(Found array) {
    boolean plain = array.path().matches("[\\p{L}\\p{N}_. $@-]{1,60}");
    return plain ? array.path() : "the one at byte " + (array.offset() + 1);
  }
}
