package scout.activities.parse;

import java.util.Locale;

/** A member of {@code scout.files.dialect}: one thing that was done to read a file. */
public enum DialectNote {
  ENCODING(
      "the file's encoding, where it is not UTF-8; byte offsets are those of the converted text"),
  COMPRESSION("how the content is packed, the outermost first, where its name says something else"),
  BYTE_ORDER_MARKS("how many byte order marks were skipped, beside one at the file's start"),
  NUL_BYTES("how many zero bytes were skipped"),
  END_OF_FILE_MARKS("how many end-of-file bytes 0x1A were skipped"),
  RECORD_SEPARATORS("how many record separators (RFC 7464) were skipped"),
  GLUED_LINES("how many lines held several objects"),
  TRAILING_COMMAS(
      "how many commas were skipped before an array's closing bracket or around a line's only"
          + " object"),
  NAN_VALUES("how many bare NaN became null"),
  INFINITY_VALUES("how many bare Infinity and -Infinity became text"),
  RECORDS_AT("the path to the array of records within a page"),
  PAGES("how many pages held the records"),
  DELIMITER("what parts the columns, where it is not the comma"),
  SEP_LINE("true where the first line names the delimiter"),
  LINE_END("how the lines end, where it is not LF or CRLF"),
  HEADER_TRIMMED("how many of the header's cells had blanks around their names"),
  UNNAMED_COLUMNS("how many columns without a name at the right end were dropped"),
  EMPTY_ROWS("how many rows without any value were skipped"),
  REPEATED_HEADERS("how many rows repeated the header"),
  NEW_HEADERS("how many further headers changed the columns"),
  FILLED_ROWS("how many short rows were filled"),
  NAMES("looked-for name -> the name in the file that was read in its place");

  private final String meaning;

  DialectNote(String meaning) {
    this.meaning = meaning;
  }

  /** Returns the member's name, e.g. {@code nul_bytes}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the member's meaning, for people. */
  public String meaning() {
    return meaning;
  }
}
