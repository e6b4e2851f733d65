package scout.activities.parse;

/** Counts rows with fewer or more fields than the header, for a hint on what most rejects share. */
final class CsvFieldCounts {
  /** From so many columns on, a row of one field lacks no cells, but is parted otherwise. */
  private static final int SEVERAL = 3;

  private long rows;
  private long shortRows;
  private long longRows;
  private long firstLong;
  private long unparted;
  private long joined;
  private long untitled;

  /** Counts the next row. */
  void row() {
    rows++;
  }

  /** Counts the last row as one that lacks fields at its end. */
  void shortRow(int fields, int columns) {
    shortRows++;
    unparted += fields == 1 && columns >= SEVERAL ? 1 : 0;
  }

  /**
   * Counts the last row as one with too many fields.
   *
   * @param holdsReturn whether a carriage return within it may have been meant as its end
   */
  void longRow(int columns, boolean holdsReturn) {
    longRows++;
    firstLong = firstLong == 0 ? rows : firstLong;
    joined += holdsReturn ? 1 : 0;
    untitled += columns == 1 ? 1 : 0;
  }

  /** Returns what at least half of the rejects share and what to do; null if they share nothing. */
  String hint(long rejected) {
    if (joined > 0 && 2 * joined >= rejected) {
      return joined
          + " rows hold carriage returns without line feeds, where the header ends otherwise: end"
          + " all lines alike";
    }
    if (untitled > 0 && 2 * untitled >= rejected) {
      return untitled
          + " rows have more fields than the header, which is a single one: if the first line is a"
          + " title or a remark, begin the file with the names of the columns";
    }
    if (longRows > 0 && longRows >= shortRows && 2 * longRows >= rejected) {
      return "from row "
          + firstLong
          + " on (the header is not counted) "
          + longRows
          + " rows have more fields than the header; if a column was added there, begin a new file"
          + " whose header names it";
    }
    if (unparted > 0 && 2 * unparted >= rejected) {
      return unparted
          + " rows are a single field, so they are not parted as the header is; write one delimiter"
          + " in the whole file";
    }
    if (shortRows > 0 && 2 * shortRows >= rejected) {
      return shortRows
          + " rows lack fields at their end: they are cut, or their last cells are empty; if they"
          + " are empty, SCOUT_CSV_SHORT_ROWS=fill reads them";
    }
    return null;
  }
}
