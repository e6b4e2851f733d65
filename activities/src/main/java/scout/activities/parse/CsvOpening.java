package scout.activities.parse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import scout.activities.fields.FieldNames;

/** Reads the beginning of a CSV file: how it is written, and its columns. */
final class CsvOpening {
  /** Enough for most headers. */
  private static final int GLANCE = 64 * 1024;

  private final ByteWindow window;
  private final ParseSettings settings;
  private final DialectNotes dialect;
  private final FieldNames lookedFor;
  private final CsvRowStart rowStart;
  private SepLine sep;

  CsvOpening(ByteWindow window, ParseSettings settings, DialectNotes dialect) {
    this.window = window;
    this.settings = settings;
    this.dialect = dialect;
    this.lookedFor = new FieldNames(settings.paths());
    this.rowStart = new CsvRowStart(window, dialect);
  }

  /**
   * Reads the header.
   *
   * @throws FileDamaged if there is no reliable one
   */
  CsvTable read() throws IOException, FileDamaged {
    findHeader();
    long offset = window.offset();
    CsvHeaderReading reading = choose(readings(), offset);
    check(reading, offset);
    CsvHeader header = CsvHeader.of(reading.cells(), offset);
    checkSep(reading, header, offset);
    note(reading);
    CsvTable table = new CsvTable(reading.syntax(), lookedFor, settings.fillShortRows(), header);
    window.skip(reading.next() - window.position());
    return table;
  }

  private void findHeader() throws IOException, FileDamaged {
    while (rowStart.find()) {
      window.lookAhead(GLANCE);
      byte[] bytes = window.bytes();
      int from = window.position();
      int end = lineEnd(bytes, from, window.limit());
      SepLine found = sep == null ? SepLine.of(bytes, from, end) : null;
      if (found == null && !isEmpty(bytes, from, end)) {
        return;
      }
      if (found != null) {
        sep = found;
        dialect.set(DialectNote.SEP_LINE, true);
      } else if (end > from && bytes[from] != ' ') {
        dialect.add(DialectNote.EMPTY_ROWS, 1);
      }
      window.skip(Math.min(end + 1, window.limit()) - from);
    }
    throw new FileDamaged(
        DamageCode.CSV_NO_HEADER, window.offset(), "No row of the file names its columns.");
  }

  private List<CsvHeaderReading> readings() throws IOException, FileDamaged {
    List<CsvHeaderReading> readings = new ArrayList<>();
    List<Byte> candidates =
        sep == null ? CsvDelimiter.candidates(settings.csvDelimiter()) : List.of(sep.delimiter());
    boolean complete = false;
    int most = settings.limits().maxRecordBytes() + 1;
    for (int look = Math.min(GLANCE, most); !complete; look = most) {
      window.lookAhead(look);
      boolean all = window.limit() - window.position() < look;
      readings.clear();
      complete = true;
      for (byte delimiter : candidates) {
        CsvHeaderReading reading = new CsvHeaderReading(delimiter);
        complete &= reading.read(window.bytes(), window.position(), window.limit(), all, lookedFor);
        readings.add(reading);
      }
      complete |= look == most;
    }
    return readings;
  }

  private CsvHeaderReading choose(List<CsvHeaderReading> readings, long offset) throws FileDamaged {
    List<CsvHeaderReading> parting = readings.stream().filter(CsvHeaderReading::parts).toList();
    return parting.isEmpty()
        ? readings.get(0)
        : CsvDelimiter.choose(parting, settings.csvDelimiter(), offset);
  }

  private void check(CsvHeaderReading reading, long offset) throws FileDamaged {
    int from = window.position();
    if (JsonStart.isAt(window.bytes(), from, window.limit())) {
      throw CsvHeader.damaged(
          offset,
          DamageCode.CSV_BAD_HEADER,
          "begins as JSON does, under a name that says CSV; name the file .json or .jsonl");
    }
    if (reading.end() < 0 || reading.end() - from > settings.limits().maxRecordBytes()) {
      throw CsvHeader.damaged(offset, DamageCode.CSV_BAD_HEADER, "is longer than a record may be");
    }
    if (reading.unclosedAt() >= 0) {
      long quote = offset + reading.unclosedAt() - from;
      throw new FileDamaged(
          DamageCode.UNCLOSED_QUOTE,
          quote,
          "The quote at byte " + (quote + 1) + ", in the header, is not closed.");
    }
    if (reading.isBroken()) {
      throw CsvHeader.damaged(offset, DamageCode.CSV_BAD_HEADER, "has text after a closing quote");
    }
    byte[] bytes = window.bytes();
    int nul = ByteScan.indexOf(bytes, from, reading.end(), (byte) 0);
    if (Utf8Check.firstInvalid(bytes, from, reading.end()) >= 0
        || (nul >= 0 && !endsWithNul(bytes, nul, reading.end()))) {
      throw CsvHeader.damaged(
          offset, DamageCode.CSV_BAD_HEADER, "holds bytes that are not UTF-8 text");
    }
  }

  private void checkSep(CsvHeaderReading reading, CsvHeader header, long offset)
      throws FileDamaged {
    if (sep == null || header.columns() > 1) {
      return;
    }
    for (byte other : CsvDelimiter.candidates(null)) {
      if (header.name(0).indexOf(other) >= 0) {
        throw CsvHeader.damaged(
            offset,
            DamageCode.CSV_DELIMITER,
            "is parted by "
                + CsvDelimiter.name(other)
                + ", but the line before it names "
                + CsvDelimiter.name(reading.delimiter())
                + "; correct that line");
      }
    }
  }

  private void note(CsvHeaderReading reading) {
    CsvSyntax syntax = reading.syntax();
    if (syntax.delimiter() != ',') {
      dialect.set(DialectNote.DELIMITER, String.valueOf((char) syntax.delimiter()));
    }
    if (syntax.carriageReturns()) {
      dialect.set(DialectNote.LINE_END, "CR");
    }
    CsvHeaderCells cells = reading.cells();
    dialect.add(DialectNote.BYTE_ORDER_MARKS, cells.marks());
    dialect.add(DialectNote.HEADER_TRIMMED, cells.trimmed());
    dialect.add(DialectNote.UNNAMED_COLUMNS, cells.cells() - cells.names().size());
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    return i;
  }

  /** Returns whether the line has no value, with any delimiter. */
  private static boolean isEmpty(byte[] bytes, int from, int end) {
    boolean quotesAlone = end > from;
    for (int i = from; i < end; i++) {
      if (" \t,;|\"".indexOf(bytes[i]) < 0) {
        return false;
      }
      quotesAlone &= bytes[i] == '"';
    }
    return !quotesAlone;
  }

  private static boolean endsWithNul(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && (bytes[i] == 0 || bytes[i] == '\r')) {
      i++;
    }
    return i == end;
  }
}
