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
      int maxRecordBytes,
      Dialect dialect)
      throws IOException, FileDamaged {
    if (!Preamble.skip(window, dialect)) {
      return new FileLayout(() -> null, new JsonDecoder(check));
    }
    FrameFinder finder = new FrameFinder(window, maxRecordBytes);
    return switch (kind) {
      case JSON ->
          new FileLayout(
              new JsonLayout(window, finder, check, maxRecordBytes).choose(),
              new JsonDecoder(check));
      case JSON_LINES -> new FileLayout(new JsonLines(window, finder), new JsonDecoder(check));
      case CSV -> {
        CsvRows rows = new CsvRows(window, finder);
        CsvHeader header = CsvHeader.read(rows.next(), maxRecordBytes);
        yield new FileLayout(rows, new CsvDecoder(header, check));
      }
    };
  }
}
