package scout.activities.parse;

import java.io.IOException;

/** The rows of a CSV file, the header among them. Blank lines are none. */
final class CsvRows implements Framing {
  private final ByteWindow window;
  private final FrameFinder finder;
  private final CsvRowEnd rowEnd = new CsvRowEnd();

  CsvRows(ByteWindow window, FrameFinder finder) {
    this.window = window;
    this.finder = finder;
  }

  @Override
  public Frame next() throws IOException, FileDamaged {
    while (window.peek() >= 0) {
      Frame row = finder.next(rowEnd);
      if (!finder.endOfFile()) {
        window.skip(1);
      } else if (rowEnd.inQuotes()) {
        long quote = row.offset() + rowEnd.quoteAt();
        throw new FileDamaged(
            DamageCode.UNCLOSED_QUOTE,
            quote,
            "The quote at byte " + (quote + 1) + " is not closed before the file ends.");
      }
      if (!isBlank(row)) {
        return row;
      }
    }
    return null;
  }

  private static boolean isBlank(Frame row) {
    int i = row.start();
    while (i < row.end() && Ascii.isBlank(row.bytes()[i])) {
      i++;
    }
    return i == row.length() + row.start();
  }
}
