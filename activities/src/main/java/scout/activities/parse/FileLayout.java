package scout.activities.parse;

import java.io.IOException;

/**
 * How a file's records are found and read.
 *
 * @param framing cuts the file into records
 * @param decoder makes a payload of each
 */
record FileLayout(Framing framing, Decoder decoder) {

  /** Looks at the file's beginning, up to its first record. */
  static FileLayout of(
      InputFormat.Kind kind,
      ByteWindow window,
      JsonCheck check,
      ParseSettings settings,
      Dialect dialect)
      throws IOException, FileDamaged {
    int maxRecordBytes = settings.limits().maxRecordBytes();
    if (!Preamble.skip(window, dialect)) {
      return new FileLayout(() -> null, new JsonDecoder(check));
    }
    return switch (kind) {
      case JSON ->
          new FileLayout(
              new JsonLayout(window, check, dialect, maxRecordBytes).choose(),
              new JsonDecoder(check));
      case CSV -> {
        CsvTable table = new CsvOpening(window, settings, dialect).read();
        CsvDecoder decoder = new CsvDecoder(table, check, dialect);
        yield new FileLayout(new CsvRows(window, table, decoder, maxRecordBytes, dialect), decoder);
      }
    };
  }
}
