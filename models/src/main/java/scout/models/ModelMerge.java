package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings a model's table to the rows that its SELECT gives: each of them is paired with the row
 * that the table has of the same grain, and what differs is written and told to the readers.
 */
final class ModelMerge {
  private static final String INSERT = "1";
  private static final String UPDATE = "2";
  private static final String DELETE = "3";

  private final JudgedModel model;
  private final String table;
  private final List<String> columns;
  private final List<String> key;
  private final List<String> others;

  ModelMerge(JudgedModel model) {
    this.model = model;
    this.table = ColumnList.table(model.declaration().table());
    this.columns = model.columnNames();
    this.key = model.key();
    this.others = columns.stream().filter(column -> !key.contains(column)).toList();
  }

  /**
   * The statement. It gives how many rows were {@code inserted}, {@code updated} and {@code
   * deleted}, in {@code twice} whether two have the same grain, and {@code first}, some of the
   * changes as JSON.
   *
   * @param readers the models that read the table
   * @param first false for no changes there
   */
  String sql(ModelScope scope, List<String> readers, boolean first) {
    List<String> ctes = new ArrayList<>(scope.ctes());
    ctes.add("\"PAIR\" AS MATERIALIZED (" + pairs(scope) + ")");
    String returning = readers.isEmpty() ? "" : " RETURNING " + ModelReaders.place(model);
    ctes.add(
        "\"DELETED\" AS (DELETE FROM "
            + table
            + " \"X\" WHERE ctid = ANY (ARRAY(SELECT \"PLACE\" FROM \"PAIR\" WHERE \"KIND\" = "
            + DELETE
            + "))"
            + returning
            + ")");
    ctes.add("\"WRITTEN\" AS (" + write() + returning + ")");
    ctes.addAll(ModelReaders.tell(model, readers));
    return "WITH "
        + String.join(",\n", ctes)
        + "\nSELECT count(\"PLACE\") > count(DISTINCT \"PLACE\") AS twice,"
        + counted(INSERT, "inserted")
        + counted(UPDATE, "updated")
        + counted(DELETE, "deleted")
        + " "
        + (first ? "(" + firstChanges() + ")" : "'[]'::jsonb")
        + " AS first FROM \"PAIR\"";
  }

  private static String counted(String kind, String name) {
    return " count(*) FILTER (WHERE \"KIND\" = " + kind + ") AS " + name + ",";
  }

  /** Both sides in one hash; a row without a partner on one of them is inserted or deleted. */
  private String pairs(ModelScope scope) {
    return "SELECT "
        + ColumnList.joined(columns, this::paired, ", ")
        + ", \"O\".\"PLACE\", CASE WHEN \"O\".\"PLACE\" IS NULL THEN "
        + INSERT
        + " WHEN \"N\".\"HERE\" IS NULL THEN "
        + DELETE
        + (others.isEmpty() ? "" : " WHEN " + differs() + " THEN " + UPDATE)
        + " ELSE 0 END AS \"KIND\" FROM (SELECT *, true AS \"HERE\" FROM ("
        + scope.computed()
        + ") \"C\") \"N\" FULL JOIN ("
        + scope.held()
        + ") \"O\" ON "
        + key.stream().map(this::same).collect(Collectors.joining(" AND "));
  }

  private String paired(String column) {
    String name = ColumnList.quote(column);
    return key.contains(column)
        ? "coalesce(\"N\"." + name + ", \"O\"." + name + ") AS " + name
        : "\"N\"." + name;
  }

  private String differs() {
    return "("
        + ColumnList.of("\"N\"", others)
        + ") IS DISTINCT FROM ("
        + ColumnList.of("\"O\"", others)
        + ")";
  }

  /** NULL is a value of the grain like any other, in a form that can be hashed. */
  private String same(String column) {
    String name = ColumnList.quote(column);
    Optional<String> stands = model.standIn(column);
    if (stands.isEmpty()) {
      return "\"N\"." + name + " = \"O\"." + name;
    }
    return "(\"N\".%1$s IS NULL) = (\"O\".%1$s IS NULL) AND coalesce(\"N\".%1$s, %2$s) = coalesce(\"O\".%1$s, %2$s)"
        .formatted(name, stands.get());
  }

  private String write() {
    return "INSERT INTO "
        + table
        + " AS \"X\" ("
        + ColumnList.of(columns)
        + ") SELECT "
        + ColumnList.of(columns)
        + " FROM \"PAIR\" WHERE \"KIND\" IN ("
        + INSERT
        + ", "
        + UPDATE
        + ") ON CONFLICT ("
        + ColumnList.of(key)
        + ") DO UPDATE SET "
        + others.stream()
            .map(ColumnList::quote)
            .map(column -> column + " = excluded." + column + ", ")
            .collect(Collectors.joining())
        + "last_updated = excluded.last_updated";
  }

  /** The statement sees its table as it was, so the old values are still there. */
  private String firstChanges() {
    return "SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]') FROM (SELECT CASE p.\"KIND\" WHEN "
        + INSERT
        + " THEN 'insert' WHEN "
        + UPDATE
        + " THEN 'update' ELSE 'delete' END AS change, "
        + model.label("p")
        + " AS key, scout.row_difference(to_jsonb(o), CASE WHEN p.\"KIND\" <> "
        + DELETE
        + " THEN to_jsonb(p) - 'KIND' - 'PLACE' END) AS difference FROM (SELECT * FROM \"PAIR\""
        + " WHERE \"KIND\" > 0 ORDER BY "
        + ColumnList.of(key)
        + " LIMIT 20) p LEFT JOIN LATERAL (SELECT "
        + ColumnList.of(columns)
        + " FROM "
        + table
        + " \"X\" WHERE \"X\".ctid = p.\"PLACE\" OFFSET 0) o ON true ORDER BY "
        + ColumnList.of("p", key)
        + ") f";
  }
}
