package scout.models;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes names and lists of columns into SQL. */
final class ColumnList {
  private ColumnList() {}

  static String of(List<String> columns) {
    return joined(columns, SqlName::quote, ", ");
  }

  static String of(String alias, List<String> columns) {
    return joined(columns, column -> alias + "." + SqlName.quote(column), ", ");
  }

  /** Each equal on both sides; empty for no column. */
  static String equal(String left, String right, List<String> columns) {
    return joined(
        columns,
        column -> left + "." + SqlName.quote(column) + " = " + right + "." + SqlName.quote(column),
        " AND ");
  }

  static String joined(List<String> columns, UnaryOperator<String> each, String between) {
    return columns.stream().map(each).collect(Collectors.joining(between));
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
