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

  /** An update of columns that no reader reads. */
  private static final String UNREAD = "4";

  private final JudgedModel model;
  private final String table;
  private final ModelReaders readers;
  private final List<String> columns;
  private final List<String> key;
  private final List<String> others;

  /**
   * @param readers the models that read the table
   */
  ModelMerge(JudgedModel model, ModelPlaces places, ModelReaders readers) {
    this.model = model;
    this.table = places.of(model);
    this.readers = readers;
    this.columns = model.columnNames();
    this.key = model.key();
    this.others = columns.stream().filter(column -> !key.contains(column)).toList();
  }

  /**
   * The statement. It gives how many rows were {@code inserted}, {@code updated} and {@code
   * deleted}, in {@code twice} whether two have the same grain, and {@code first}, some of the
   * changes as JSON.
   *
   * @param first false for no changes there
   */
  String sql(ModelScope scope, boolean first) {
    List<String> ctes = new ArrayList<>(scope.ctes());
    ctes.add("\"PAIR\" AS MATERIALIZED (" + pairs(scope) + ")");
    ctes.add("\"DELETED\" AS (DELETE FROM " + table + " \"X\" WHERE " + placed(DELETE) + ")");
    if (!others.isEmpty()) {
      ctes.add("\"UPDATED\" AS (" + update() + ")");
    }
    ctes.add("\"INSERTED\" AS (" + insert() + ")");
    ctes.addAll(readers.tell(model, from(INSERT, UPDATE, DELETE)));
    return "WITH "
        + String.join(",\n", ctes)
        + "\nSELECT count(\"PLACE\") > count(DISTINCT \"PLACE\") AS twice,"
        + counted("inserted", INSERT)
        + counted("updated", UPDATE, UNREAD)
        + counted("deleted", DELETE)
        + " "
        + (first ? "(" + firstChanges() + ")" : "'[]'::jsonb")
        + " AS first FROM \"PAIR\"";
  }

  private static String counted(String name, String... kinds) {
    return " count(*) FILTER (WHERE " + of(kinds) + ") AS " + name + ",";
  }

  private static String from(String... kinds) {
    return " FROM \"PAIR\" WHERE " + of(kinds);
  }

  private static String of(String... kinds) {
    return "\"KIND\" IN (" + String.join(", ", kinds) + ")";
  }

  /** Both sides in one hash; a row without a partner on one of them is inserted or deleted. */
  private String pairs(ModelScope scope) {
    return "SELECT "
        + ColumnList.joined(columns, this::paired, ", ")
        + ", \"O\".\"PLACE\", CASE WHEN \"O\".\"PLACE\" IS NULL THEN "
        + INSERT
        + " WHEN \"N\".\"HERE\" IS NULL THEN "
        + DELETE
        + differ(others.stream().filter(readers::read).toList(), UPDATE)
        + differ(others.stream().filter(column -> !readers.read(column)).toList(), UNREAD)
        + " ELSE 0 END AS \"KIND\" FROM (SELECT *, true AS \"HERE\" FROM ("
        + scope.computed()
        + ") \"C\") \"N\" FULL JOIN ("
        + scope.held()
        + ") \"O\" ON "
        + key.stream().map(this::same).collect(Collectors.joining(" AND "));
  }

  private String paired(String column) {
    String name = SqlName.quote(column);
    return key.contains(column)
        ? "coalesce(\"N\"." + name + ", \"O\"." + name + ") AS " + name
        : "\"N\"." + name;
  }

  private static String differ(List<String> columns, String kind) {
    return columns.isEmpty()
        ? ""
        : " WHEN ("
            + ColumnList.of("\"N\"", columns)
            + ") IS DISTINCT FROM ("
            + ColumnList.of("\"O\"", columns)
            + ") THEN "
            + kind;
  }

  /** NULL is a value of the grain like any other, in a form that can be hashed. */
  private String same(String column) {
    String name = SqlName.quote(column);
    Optional<String> stands = model.standIn(column);
    if (stands.isEmpty()) {
      return "\"N\"." + name + " = \"O\"." + name;
    }
    return "(\"N\".%1$s IS NULL) = (\"O\".%1$s IS NULL) AND coalesce(\"N\".%1$s, %2$s) = coalesce(\"O\".%1$s, %2$s)"
        .formatted(name, stands.get());
  }

  /** By their places, which no statistics lead astray; nobody else writes the table meanwhile. */
  private static String placed(String... kinds) {
    return "\"X\".ctid = ANY (ARRAY(SELECT \"PLACE\"" + from(kinds) + "))";
  }

  /** By place it costs half of what ON CONFLICT does, which looks a row up and locks it first. */
  private String update() {
    return "UPDATE "
        + table
        + " \"X\" SET "
        + ColumnList.joined(
            others,
            column -> SqlName.quote(column) + " = \"P\"." + SqlName.quote(column) + ", ",
            "")
        + "last_updated = now() FROM \"PAIR\" \"P\" WHERE "
        + placed(UPDATE, UNREAD)
        + " AND \"X\".ctid = \"P\".\"PLACE\"";
  }

  /** In the order of the key, so that neighbours in the index are neighbours in the table. */
  private String insert() {
    return "INSERT INTO "
        + table
        + " ("
        + ColumnList.of(columns)
        + ") SELECT "
        + ColumnList.of(columns)
        + from(INSERT)
        + " ORDER BY "
        + ColumnList.of(key);
  }

  /** The statement sees its table as it was, so the old values are still there. */
  private String firstChanges() {
    return "SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]') FROM (SELECT CASE p.\"KIND\" WHEN "
        + INSERT
        + " THEN 'insert' WHEN "
        + DELETE
        + " THEN 'delete' ELSE 'update' END AS change, "
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
