package scout.activities.models.plan;

import static scout.models.SqlName.quote;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.FieldPath;
import scout.models.FieldType.Kind;
import scout.models.ModelColumn;

/**
 * Rows of silver and of child tables in a form that they don't have yet, read from silver's
 * payloads. Values are read as PostgreSQL reads them, which is enough to measure a model.
 */
final class PayloadRows {
  private PayloadRows() {}

  /**
   * Silver's rows.
   *
   * @param columns in their order, in the planned types
   * @param held those that silver has
   * @param fields what the source declares of its own
   */
  static String ofSilver(
      List<ModelColumn> columns, List<ModelColumn> held, List<FieldDeclaration> fields) {
    return "SELECT "
        + columns.stream()
            .map(
                column ->
                    held.contains(column)
                        ? "s." + quote(column.name())
                        : value("s.full_payload", column, fields))
            .collect(Collectors.joining(", "))
        + " FROM scout.silver_edge_transactions s";
  }

  /** A child table's rows. */
  static String ofChild(List<ModelColumn> columns, List<ModelColumn> own, ChildTable child) {
    String list = found("s.full_payload", List.of(child.each()), true);
    return "SELECT "
        + columns.stream()
            .map(
                column -> {
                  if (!own.contains(column)) {
                    return value("e.v", column, child.fields());
                  }
                  return column.name().equals("item_no")
                      ? "e.n::integer AS item_no"
                      : "s." + quote(column.name());
                })
            .collect(Collectors.joining(", "))
        + " FROM scout.silver_edge_transactions s CROSS JOIN LATERAL jsonb_array_elements(CASE"
        + " jsonb_typeof("
        + list
        + ") WHEN 'array' THEN "
        + list
        + " ELSE '[]' END) WITH ORDINALITY AS e (v, n)";
  }

  private static String value(String from, ModelColumn column, List<FieldDeclaration> fields) {
    Optional<FieldDeclaration> field =
        fields.stream().filter(each -> each.name().equals(column.name())).findFirst();
    String type = column.type();
    if (field.isEmpty() || field.get().from().isEmpty()) {
      return "NULL::" + type + " AS " + quote(column.name());
    }
    boolean json = field.get().type().kind() == Kind.JSON;
    String found = found(from, field.get().from(), json);
    String typed =
        json || type.equals("text")
            ? found
            : "CASE WHEN pg_input_is_valid("
                + found
                + ", '"
                + type
                + "') THEN "
                + found
                + "::"
                + type
                + " END";
    return typed + " AS " + quote(column.name());
  }

  /** The first value at a path, by its steps or by its whole name. */
  private static String found(String from, List<FieldPath> paths, boolean json) {
    return paths.stream()
        .flatMap(path -> Stream.of(path.steps(), List.of(path.text())).distinct())
        .map(steps -> "(" + from + (json ? " #> " : " #>> ") + array(steps) + ")")
        .collect(Collectors.joining(", ", "coalesce(", ")"));
  }

  private static String array(List<String> steps) {
    return steps.stream()
        .map(step -> "'" + step.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "ARRAY[", "]"));
  }
}
