package scout.activities.parse;

/** Counts rows with fewer or more fields than the header, for a hint on what most rejects share. */
final class CsvFieldCounts {
  private long rows;
  private long shortRows;
  private long longRows;
  private long firstLong;

  /** Counts the next row. */
  void row() {
    rows++;
  }

  /** Counts the last row as one that lacks fields at its end. */
  void shortRow() {
    shortRows++;
  }

  /** Counts the last row as one with too many fields. */
  void longRow() {
    longRows++;
    firstLong = firstLong == 0 ? rows : firstLong;
  }

  /** Returns what at least half of the rejects share and what to do; null if they share nothing. */
  String hint(long rejected) {
    if (longRows > 0 && longRows >= shortRows && 2 * longRows >= rejected) {
      return "from row "
          + firstLong
          + " on (the header is not counted) "
          + longRows
          + " rows have more fields than the header; if a column was added there, begin a new file"
          + " whose header names it";
    }
    if (shortRows > 0 && 2 * shortRows >= rejected) {
      return shortRows
          + " rows lack fields at their end: they are cut, or their last cells are empty; if they"
          + " are empty, SCOUT_CSV_SHORT_ROWS=fill reads them";
    }
    return null;
  }
}
