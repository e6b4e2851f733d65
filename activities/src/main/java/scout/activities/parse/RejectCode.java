package scout.activities.parse;

/** Why one record of a file was not loaded. The rest of the file is not affected. */
public enum RejectCode {
  INVALID_JSON("The record is not valid JSON."),
  NOT_AN_OBJECT("The record is valid JSON, but a list, text, number, boolean or null: no object."),
  INVALID_UTF8("The record holds bytes that are not UTF-8."),
  NUL_CHARACTER("The record holds the character U+0000, which the database can't store in text."),
  LONE_SURROGATE("The record holds one half of a \\u surrogate pair without the other."),
  DUPLICATE_KEY("An object in the record has the same key twice, so one value would be lost."),
  NUMBER_OUT_OF_RANGE("A number in the record has too many digits when written out in full."),
  TOO_DEEP("The record's objects and lists are nested too deep."),
  RECORD_TOO_LONG("The record is longer than a record may be."),
  CSV_FIELD_COUNT("The row has more or fewer fields than the header."),
  CSV_BAD_QUOTE("The row has text after a closing quote: a quote in a field is written twice."),
  CSV_STRAY_QUOTE("A quote that the row opens is not closed before the next row begins."),
  DATABASE_REFUSED("The database refused the record, though it is well-formed.");

  private final String description;

  RejectCode(String description) {
    this.description = description;
  }

  /** Returns what the code means, in one sentence for people. */
  public String description() {
    return description;
  }
}
