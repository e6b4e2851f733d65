package scout.console.tables;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What one table's page shows beside its summary.
 *
 * @param about its comment
 * @param sampleColumns the names of the sample's columns
 * @param sample some of its newest rows as texts; null is NULL
 * @param sql what computes it
 */
public record TablePage(
    String about,
    List<ColumnLine> columns,
    List<CheckLine> checks,
    List<CheckResult> results,
    List<String> sampleColumns,
    List<List<String>> sample,
    String sql) {
  /**
   * A column.
   *
   * @param meaning null if nobody wrote one
   * @param lacking the share of the newest records that lack the field; null if it is none
   * @param unfit how many of their values did not fit and became null; null if it is no field
   */
  public record ColumnLine(
      String name, String type, boolean nullable, String meaning, String lacking, Long unfit) {}

  /** Whether its columns are fields of records. */
  public boolean hasFields() {
    return columns.stream().anyMatch(column -> column.lacking() != null);
  }

  /** A quality check of the table. */
  public record CheckLine(
      String checkName,
      String severity,
      boolean blocking,
      Boolean passed,
      OffsetDateTime executedAt,
      String actualResult,
      String expectedResult,
      String message,
      String checkQuery) {}

  /** A result that a check had. */
  public record CheckResult(
      String checkName, boolean passed, OffsetDateTime executedAt, String message) {}

  /** The results of one check, the oldest first. */
  public List<CheckResult> resultsOf(String check) {
    return results.stream().filter(result -> result.checkName().equals(check)).toList();
  }
}
