package scout.activities.parse;

import java.io.IOException;
import scout.storage.upload.InputName;

/**
 * How a file's records are found and read.
 *
 * @param framing cuts the file into records; null if the file must be read again from its start
 * @param decoder turns each record into a payload
 * @param pages opens records that hold records; null if they may not
 * @param again cuts the file into records when it is read again; null if it isn't
 */
record FileLayout(
    FileFraming framing, RecordDecoder decoder, RecordPages pages, SecondReading again) {

  /** Cuts a file into records when it is read for the second time. */
  interface SecondReading {
    /**
     * @param window the file from its first byte on
     */
    FileFraming framing(ByteWindow window) throws IOException, FileDamaged;
  }

  /** Detects the layout from the file's beginning, up to its first record. */
  static FileLayout of(
      InputName.Records records,
      ByteWindow window,
      JsonCheck check,
      ParseSettings settings,
      DialectNotes dialect)
      throws IOException, FileDamaged {
    int maxRecordBytes = settings.limits().maxRecordBytes();
    if (!FilePreamble.skip(window, dialect)) {
      return new FileLayout(() -> null, new JsonDecoder(check), null, null);
    }
    return switch (records) {
      case JSON, JSON_LINES -> {
        RecordPages pages = new RecordPages(check, settings, dialect);
        JsonDecoder decoder = new JsonDecoder(check);
        yield new JsonLayout(window, check, dialect, settings, pages).choose(decoder);
      }
      case CSV -> {
        CsvTable table = new CsvOpening(window, settings, dialect).read();
        CsvDecoder decoder = new CsvDecoder(table, check, dialect);
        yield new FileLayout(
            new CsvRows(window, table, decoder, maxRecordBytes, dialect), decoder, null, null);
      }
    };
  }
}
