package scout.activities.parse;

/**
 * How a CSV file is written.
 *
 * @param delimiter what parts the fields, an ASCII character
 * @param carriageReturns whether a row ends at a CR that no LF follows
 * @param blanksAroundQuotes whether blanks may stand before and after a quoted field
 */
record CsvSyntax(byte delimiter, boolean carriageReturns, boolean blanksAroundQuotes) {
  CsvSyntax {
    if (delimiter <= 0 || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException("No delimiter: " + delimiter);
    }
  }

  /** Returns whether the byte is a space or a tab that parts nothing. */
  boolean isBlank(byte b) {
    return (b == ' ' || b == '\t') && b != delimiter;
  }
}
