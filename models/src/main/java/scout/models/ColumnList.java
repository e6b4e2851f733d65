package scout.models;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes names and lists of columns into SQL. */
final class ColumnList {
  private ColumnList() {}

  static String of(List<String> columns) {
    return joined(columns, ColumnList::quote, ", ");
  }

  static String of(String alias, List<String> columns) {
    return joined(columns, column -> alias + "." + quote(column), ", ");
  }

  /** Each equal on both sides; empty for no column. */
  static String equal(String left, String right, List<String> columns) {
    return joined(
        columns,
        column -> left + "." + quote(column) + " = " + right + "." + quote(column),
        " AND ");
  }

  static String joined(List<String> columns, UnaryOperator<String> each, String between) {
    return columns.stream().map(each).collect(Collectors.joining(between));
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A declared table, whose name is a plain word. */
  static String table(String name) {
    return "scout." + name;
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
