package scout.activities.parse;

import java.io.IOException;

/**
 * An object that holds an array of records and is none itself.
 *
 * @param path the dotted path to the array
 * @param offset the array's opening bracket in the file
 * @param envelope the object without the array, as JSON
 */
record RecordPage(String path, long offset, byte[] envelope) {
  /** Returns the page's records. The window may start anywhere before them. */
  FileFraming records(ByteWindow window, JsonCheck check, DialectNotes dialect, int maxRecordBytes)
      throws IOException, FileDamaged {
    window.skipTo(offset);
    FrameFinder finder = new FrameFinder(window, maxRecordBytes);
    return new PageRecords(
        new JsonArray(window, finder, check, dialect, maxRecordBytes, true), envelope);
  }
}
