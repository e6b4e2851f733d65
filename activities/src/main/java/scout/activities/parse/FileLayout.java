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
    if (!FilePreamble.skip(window, dialect)) {
      refuseZeros(dialect);
      return new FileLayout(() -> null, new JsonDecoder(check), null, null);
    }
    return layout(records, window, check, settings, dialect);
  }

  /** After a power cut, a file of sales may be as empty as one that was only laid out. */
  private static void refuseZeros(DialectNotes dialect) throws FileDamaged {
    if (dialect.has(DialectNote.NUL_BYTES) && !dialect.has(DialectNote.END_OF_FILE_MARKS)) {
      throw new FileDamaged(
          DamageCode.EMPTY_FILE,
          0,
          "The file holds nothing but zero bytes and blanks: its sales were lost in a power"
              + " cut, or none were written yet. Have the device upload it again.");
    }
  }

  private static FileLayout layout(
      InputName.Records records,
      ByteWindow window,
      JsonCheck check,
      ParseSettings settings,
      DialectNotes dialect)
      throws IOException, FileDamaged {
    int maxRecordBytes = settings.limits().maxRecordBytes();
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
