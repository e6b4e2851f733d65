package scout.activities.parse;

import java.io.IOException;

/**
 * Reads a file as a stream and hands over its records one by one. Memory doesn't grow with the
 * file. It numbers all records, good or rejected, from 1 in file order.
 */
public final class RecordReader {
  private RecordReader() {}

  /**
   * Reads a whole file.
   *
   * @param stored the stored bytes; the first stream is read to its end unless this throws, and is
   *     never closed
   * @param fileName the file's name or key, whose suffix gives the format
   * @param sink takes the records; its exceptions pass through
   * @return the counts
   * @throws IOException if the body can't be read; reading again may help
   * @throws FileDamaged if the file's structure is unreliable; records already handed over must not
   *     be loaded
   * @throws IllegalArgumentException if {@link InputFormat} doesn't know the name
   */
  public static <X extends Exception> ParseSummary read(
      StoredBytes stored, String fileName, ParseSettings settings, RecordSink<X> sink)
      throws IOException, FileDamaged, X {
    InputFormat format =
        InputFormat.of(fileName)
            .orElseThrow(() -> new IllegalArgumentException("No input by its name: " + fileName));
    DialectNotes dialect = new DialectNotes();
    try (FileContent content = new FileContent(stored, format, settings.limits(), dialect)) {
      JsonCheck check = new JsonCheck(settings);
      ByteWindow window = new ByteWindow(content);
      FileLayout layout = FileLayout.of(format.records(), window, check, settings, dialect);
      RecordIntake<X> intake = new RecordIntake<>(layout, check, settings, sink, dialect);
      if (layout.again() == null) {
        intake.takeAll(layout.framing());
      } else {
        takeAgain(content, layout.again(), intake);
      }
      window.checkUndamaged();
      return intake.summary(window.offset());
    }
  }

  private static <X extends Exception> void takeAgain(
      FileContent content, FileLayout.SecondReading again, RecordIntake<X> intake)
      throws IOException, FileDamaged, X {
    try (FileContent second = content.again()) {
      intake.takeAll(again.framing(new ByteWindow(second)));
    }
  }
}
