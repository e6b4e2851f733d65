package scout.activities.parse;

import java.io.IOException;
import scout.activities.fields.PayloadField;

/** Opens records that are pages, that is, objects that hold records. */
final class RecordPages {
  static final String MAP = "*";

  /** The check of the records, in the state after the last one. */
  private final JsonCheck seen;

  private final JsonCheck check;
  private final ParseSettings settings;
  private final DialectNotes dialect;
  private final FieldFinder fields;

  /** The name of the last record's id; most records have the same. */
  private byte[] idName;

  RecordPages(JsonCheck seen, ParseSettings settings, DialectNotes dialect) {
    this.seen = seen;
    this.check = new JsonCheck(settings);
    this.settings = settings;
    this.dialect = dialect;
    this.fields = new FieldFinder(settings.paths());
    this.idName = JsonText.utf8(settings.paths().of(PayloadField.TRANSACTION_ID).get(0));
  }

  /** Returns the finder of fields. */
  FieldFinder fields() {
    return fields;
  }

  /**
   * Opens the last checked record.
   *
   * @return its records, or null if it is a record itself
   * @throws FileDamaged if it is a page, but several of its lists may hold the records
   */
  FileFraming open(RecordFrame record) throws IOException, FileDamaged {
    if (settings.recordsAt() == null && (!seen.holdsObjects() || isKnown(record))) {
      return null;
    }
    return look(record);
  }

  /** Does the same for an invalid record, which may be a page with an invalid record. */
  FileFraming openDamaged(RecordFrame record) throws IOException, FileDamaged {
    boolean object =
        record.isWhole()
            && record.length() > 0
            && record.length() <= settings.limits().maxRecordBytes()
            && record.bytes()[record.start()] == '{';
    return object ? look(record) : null;
  }

  /**
   * Opens the file's only object if it is a page, else returns null; the window holds all of it.
   */
  FileFraming openWhole(ByteWindow window) throws IOException, FileDamaged {
    ByteWindow object =
        ByteWindow.on(window.bytes(), window.position(), window.limit(), window.offset());
    RecordPage page = walk(object);
    if (page == null) {
      return null;
    }
    note(page.path());
    ByteWindow records =
        ByteWindow.on(window.bytes(), window.position(), window.limit(), window.offset());
    window.skip(window.limit() - window.position());
    return page.records(records, check, dialect, settings.limits().maxRecordBytes());
  }

  /** Reads the file's only object; returns null if it is no page or is followed by something. */
  RecordPage walk(ByteWindow window) throws IOException, FileDamaged {
    RecordPage page = new PageWalk(window, check, fields, settings).walk();
    new RecordGap(new DialectNotes()).skip(window);
    return window.peek() < 0 ? page : null;
  }

  /** Notes that a page's records are read. */
  void note(String path) {
    dialect.set(DialectNote.RECORDS_AT, path);
    dialect.add(DialectNote.PAGES, 1);
  }

  /**
   * Inspects a rejected record.
   *
   * @throws FileDamaged if two of its lines are records by themselves
   */
  void refuseSwallowed(RecordFrame rejected) throws FileDamaged {
    byte[] bytes = rejected.bytes();
    int from = rejected.start();
    int records = 0;
    for (int feed = ByteScan.indexOf(bytes, from, rejected.end(), (byte) '\n');
        feed >= 0;
        feed = ByteScan.indexOf(bytes, from, rejected.end(), (byte) '\n')) {
      // The first line belongs to the rejected record itself.
      records += from > rejected.start() && isRecord(bytes, from, feed) ? 1 : 0;
      from = feed + 1;
    }
    records += from > rejected.start() && isRecord(bytes, from, rejected.end()) ? 1 : 0;
    if (records >= 2) {
      throw new FileDamaged(
          DamageCode.RECORDS_SWALLOWED,
          rejected.offset(),
          "The record at byte "
              + (rejected.offset() + 1)
              + " can't be read, and "
              + records
              + " of its lines are records by themselves. Write one record a line, or mend it.");
    }
  }

  private boolean isRecord(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && AsciiBytes.isBlank(bytes[start])) {
      start++;
    }
    int end = to;
    while (end > start && (AsciiBytes.isBlank(bytes[end - 1]) || bytes[end - 1] == ',')) {
      end--;
    }
    return start < end
        && bytes[start] == '{'
        && check.isJson(bytes, start, end)
        && fields.holds(bytes, start, end, PayloadField.TRANSACTION_ID);
  }

  private boolean isKnown(RecordFrame record) {
    MemberNames names = seen.names();
    for (int name = 0; name < names.count(); name++) {
      if (names.objectOf(name) == 0 && names.equals(name, idName)) {
        return true;
      }
    }
    String name =
        fields.name(record.bytes(), record.start(), record.end(), PayloadField.TRANSACTION_ID);
    if (name == null) {
      return false;
    }
    // The first part of a dotted path proves nothing about the next record.
    if (settings.paths().of(PayloadField.TRANSACTION_ID).stream().noneMatch(p -> p.contains("."))) {
      idName = JsonText.utf8(name);
    }
    return true;
  }

  private FileFraming look(RecordFrame record) throws IOException, FileDamaged {
    byte[] bytes = record.bytes();
    int maxRecordBytes = settings.limits().maxRecordBytes();
    if (MAP.equals(settings.recordsAt())) {
      if (!MapRecords.isMap(bytes, record.start(), record.end())) {
        return null;
      }
      note(MAP);
      return new MapRecords(window(record), check, maxRecordBytes);
    }
    RecordPage page;
    try {
      page = new PageWalk(window(record), check, fields, settings).walk();
    } catch (FileDamaged damage) {
      if (damage.code() == DamageCode.NOT_RECORDS) {
        throw damage;
      }
      return null;
    }
    if (page == null) {
      return null;
    }
    note(page.path());
    return page.records(window(record), check, dialect, maxRecordBytes);
  }

  private static ByteWindow window(RecordFrame record) {
    return ByteWindow.on(record.bytes(), record.start(), record.end(), record.offset());
  }
}
