package scout.activities.parse;

import java.util.Objects;
import scout.activities.fields.FieldPaths;

/**
 * How files are read.
 *
 * @param limits how far a file may go
 * @param paths where a record's fields are found
 * @param csvDelimiter what parts the columns of every CSV file; null to find it out by the header
 * @param fillShortRows true to take the fields that a CSV row lacks at its end as empty; false to
 *     reject the row
 * @param recordsAt the dotted path to the array that holds the records, {@code *} for the members
 *     of the file's object; null to find it out
 */
public record ParseSettings(
    ParseLimits limits,
    FieldPaths paths,
    Character csvDelimiter,
    boolean fillShortRows,
    String recordsAt) {
  public ParseSettings {
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(paths, "paths");
  }

  /** Returns the usual limits and the flat names; everything else is found out. */
  public static ParseSettings defaults() {
    return of(ParseLimits.defaults());
  }

  /** Returns the defaults with these limits. */
  public static ParseSettings of(ParseLimits limits) {
    return new ParseSettings(limits, FieldPaths.defaults(), null, false, null);
  }

  /** Returns the same with other paths. */
  public ParseSettings withPaths(FieldPaths other) {
    return new ParseSettings(limits, other, csvDelimiter, fillShortRows, recordsAt);
  }
}
