package scout.activities.parse;

import java.util.Objects;
import scout.activities.fields.FieldPaths;

/**
 * How files are read.
 *
 * @param limits for a file
 * @param paths where a record's fields are found
 * @param csvDelimiter the delimiter of every CSV file; null to detect it by the header
 * @param fillShortRows true to take missing fields at a CSV row's end as empty; false to reject the
 *     row
 * @param recordsAt the dotted path to the array of records, {@code *} for the members of the file's
 *     object; null to detect it
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

  /** Returns the default limits and the flat names; everything else is detected. */
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
