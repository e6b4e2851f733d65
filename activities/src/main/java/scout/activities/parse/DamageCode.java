package scout.activities.parse;

/** Why a whole file can't be loaded: from some point on, its structure is unreliable. */
public enum DamageCode {
  EMPTY_FILE("The file has no bytes, or zero bytes alone."),
  NOT_UTF8(
      "The file is in UTF-32, or in UTF-16 without its mark; Scout reads UTF-8 and marked UTF-16."),
  TRUNCATED_ARRAY("The file ends before its array is closed, or an element never ends."),
  ARRAY_BROKEN("What follows an element of the array is neither a comma nor the closing bracket."),
  TRAILING_CONTENT("There is more after the end of the array or of the only object."),
  NOT_JSON_PYTHON(
      "The file's records are printed by Python (single quotes, True, None), not JSON."),
  LITERAL_LINE_BREAKS("Between the records stand a backslash and an n in place of line breaks."),
  RECORDS_SWALLOWED("A damaged record holds lines that are records by themselves."),
  NOT_RECORDS("The file's object holds columns, a map or several lists, but is no record."),
  UNCLOSED_QUOTE("A quoted CSV field is not closed before the file ends."),
  CSV_NO_HEADER("The CSV file's first row doesn't name its columns."),
  CSV_BAD_HEADER("The CSV file's header can't be read."),
  CSV_DUPLICATE_COLUMN("Two columns of the CSV file have the same name."),
  CSV_DELIMITER(
      "The CSV file's header can be parted in two ways, and it is not sure which one counts."),
  GZIP_DAMAGED("The gzip data is damaged or cut short, or the name says gzip and it is no text."),
  ZSTD_DAMAGED("The zstd data is damaged or cut short, or the name says zstd and it is no text."),
  ZSTD_WINDOW("Unpacking the zstd data needs a window of more than 8 MiB."),
  PACKED_TOO_OFTEN("The file is packed more than twice."),
  INFLATES_TOO_MUCH("The packed data unpacks to more than is allowed."),
  FOREIGN_FORMAT("The file is of a format that Scout doesn't read; the message names it."),
  UPLOAD_FRAMES(
      "The chunk frames of an upload are stored in the file; the upload path is at fault.");

  private final String description;

  DamageCode(String description) {
    this.description = description;
  }

  /** Returns what the code means, in one sentence for people. */
  public String description() {
    return description;
  }
}
