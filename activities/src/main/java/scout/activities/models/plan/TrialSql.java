package scout.activities.models.plan;

import static scout.models.SqlName.quote;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.models.JudgedModel;
import scout.models.SqlName;

/** The statements by which a model is tried: its text behind the rows that it is given. */
final class TrialSql {
  /** All rows of the model. */
  static final String TRIAL = "pg_temp.scout_trial";

  private final JudgedModel model;

  TrialSql(JudgedModel model) {
    this.model = model;
  }

  /** Makes a table of its rows, from these inputs, by name. */
  void make(Handle handle, String table, Map<String, String> inputs) {
    make(handle, table, inputs, "");
  }

  /**
   * The same of those rows that a condition keeps.
   *
   * @param condition on {@code m}; empty for all
   */
  void make(Handle handle, String table, Map<String, String> inputs, String condition) {
    ServerText.execute(
        handle,
        "CREATE TEMP TABLE "
            + table
            + " AS "
            + with(inputs)
            + "SELECT "
            + columns()
            + " FROM (\n"
            + model.declaration().query()
            + "\n) m"
            + condition);
    handle.execute("ANALYZE " + table);
  }

  private String columns() {
    return list(model.columns().stream().map(column -> column.name()).toList());
  }

  static String with(Map<String, String> inputs) {
    return inputs.isEmpty()
        ? ""
        : inputs.entrySet().stream()
            .map(each -> quote(each.getKey()) + " AS NOT MATERIALIZED (" + each.getValue() + ")")
            .collect(Collectors.joining(",\n", "WITH ", "\n"));
  }

  static String list(List<String> columns) {
    return columns.stream().map(SqlName::quote).collect(Collectors.joining(", "));
  }

  /** The values of columns as one text, for people. */
  static String label(List<String> columns) {
    return columns.stream()
        .map(column -> "coalesce(" + quote(column) + "::text, 'NULL')")
        .collect(Collectors.joining(", ", "concat_ws(' ', ", ")"));
  }

  static String shorten(String row) {
    return row.length() <= 100 ? row : row.substring(0, 100) + "…";
  }
}
