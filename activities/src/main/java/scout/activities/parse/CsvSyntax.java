package scout.activities.parse;

/**
 * How a CSV file is written.
 *
 * @param delimiter between the fields, an ASCII character
 * @param carriageReturns whether a row ends at a CR without LF
 * @param blanksAroundQuotes whether blanks may stand before and after a quoted field
 */
record CsvSyntax(byte delimiter, boolean carriageReturns, boolean blanksAroundQuotes) {
  CsvSyntax {
    if (delimiter <= 0 || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException("No delimiter: " + delimiter);
    }
  }

  /** Returns whether the byte is a space or a tab, and not the delimiter. */
  boolean isBlank(byte b) {
    return (b == ' ' || b == '\t') && b != delimiter;
  }
}
