package scout.activities.parse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The members of one object, each a record. The member's name is the record's envelope. */
final class MapRecords implements FileFraming {
  private static final byte[] KEY = "{\"key\":".getBytes(StandardCharsets.US_ASCII);

  private final ByteWindow window;
  private final FrameFinder finder;
  private final JsonCheck check;
  private final RecordBoundary valueEnd = new ValueEnd();
  private long members;
  private byte[] envelope;

  /** Starts before the opening brace. */
  MapRecords(ByteWindow window, JsonCheck check, int maxRecordBytes) {
    this.window = window;
    this.finder = new FrameFinder(window, maxRecordBytes);
    this.check = check;
    window.skip(1);
  }

  /** Returns whether all members of an object, as far as it is read, are objects. */
  static boolean isMap(byte[] bytes, int from, int to) {
    JsonMembers members = new JsonMembers(bytes, from, to);
    boolean any = false;
    while (members.next()) {
      if (members.kind() != '{') {
        return false;
      }
      any = true;
    }
    return any && !members.broken();
  }

  @Override
  public RecordFrame next() throws IOException, FileDamaged {
    window.skipBlanks();
    if (window.peek() == '}') {
      window.skip(1);
      return null;
    }
    if (members > 0) {
      take(',');
    }
    RecordFrame key = finder.next(valueEnd);
    JsonBuffer json = new JsonBuffer();
    json.add(KEY);
    json.add(key.bytes(), key.start(), key.end());
    json.add('}');
    envelope = json.toArray();
    if (!key.isWhole() || check.check(envelope, 0, envelope.length) != null) {
      throw broken();
    }
    window.skipBlanks();
    take(':');
    RecordFrame record = finder.next(valueEnd);
    if (record.length() == 0 || finder.endOfFile()) {
      throw broken();
    }
    members++;
    record.trimEnd();
    return record;
  }

  @Override
  public byte[] envelope() {
    return envelope;
  }

  private void take(char sign) throws IOException, FileDamaged {
    if (window.peek() != sign) {
      throw broken();
    }
    window.skip(1);
    window.skipBlanks();
  }

  private FileDamaged broken() {
    return new FileDamaged(
        DamageCode.ARRAY_BROKEN,
        window.offset(),
        "After member "
            + members
            + " of the map of records, at byte "
            + (window.offset() + 1)
            + ", another name, a colon and a record, or the closing brace, is expected.");
  }
}
