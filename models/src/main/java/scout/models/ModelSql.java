package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of a model. Its text stays as it is written: it stands behind CTEs that give it
 * its inputs by their bare names, so it runs under an empty search_path.
 *
 * <p>What is due is in {@code pg_temp.model_due}, by store and day. Names in capitals belong to
 * these statements, since a declared column has none.
 */
public final class ModelSql {
  private static final String STORE = "store_id";
  private static final String DAY = "transaction_date";

  private final JudgedModel model;
  private final ModelDeclaration declared;
  private final List<String> columns;
  private final List<String> key;

  /** The statements of this model. */
  public ModelSql(JudgedModel model) {
    this.model = model;
    this.declared = model.declaration();
    this.columns = model.columns().stream().map(ModelColumn::name).toList();
    this.key =
        Stream.concat(
                declared.slice().stream(),
                declared.grain().stream().filter(column -> !declared.slice().contains(column)))
            .toList();
  }

  /**
   * Its rows, computed from all rows of its inputs.
   *
   * @param schema where the inputs are, such as {@code scout}
   */
  public String select(String schema) {
    return with(
            model.inputs().stream()
                .map(input -> given(input, "SELECT * FROM " + schema + "." + quote(input)))
                .toList())
        + all();
  }

  /**
   * Computes all rows and writes what differs.
   *
   * @param first true to give the first changes too, for people
   */
  public String writeAll(boolean first) {
    return write(
        wholeInputs(),
        all(),
        "SELECT " + list(columns) + ", ctid AS \"PLACE\" FROM " + table(),
        first);
  }

  /**
   * Computes the due slices and writes what differs.
   *
   * @param inputColumns the columns of each input that tell its slices, by its name
   * @param first true to give the first changes too, for people
   */
  public String writeDue(Map<String, Set<String>> inputColumns, boolean first) {
    return declared.looksBack() > 0 ? reached(inputColumns, first) : bySlices(first);
  }

  /**
   * Compares the table with what its SELECT gives over the whole: a row for each grain at which
   * they differ, with {@code subject} and {@code detail} for people.
   */
  public String differences() {
    List<String> ctes = new ArrayList<>(wholeInputs());
    ctes.add("\"NEW\" AS MATERIALIZED (" + all() + ")");
    ctes.add("\"OLD\" AS MATERIALIZED (SELECT " + list(columns) + " FROM " + table() + ")");
    String side =
        "SELECT %s, %d AS \"SIDE\", to_jsonb(e) AS \"ROW\" FROM (SELECT "
            + list(columns)
            + " FROM \"%s\" EXCEPT ALL SELECT "
            + list(columns)
            + " FROM \"%s\") e";
    ctes.add(
        "\"EACH\" AS (SELECT "
            + list(key)
            + ", (array_agg(\"ROW\") FILTER (WHERE \"SIDE\" = 1))[1] AS \"HELD\""
            + ", (array_agg(\"ROW\") FILTER (WHERE \"SIDE\" = 2))[1] AS \"GIVEN\" FROM ("
            + side.formatted(list("e", key), 1, "OLD", "NEW")
            + " UNION ALL "
            + side.formatted(list("e", key), 2, "NEW", "OLD")
            + ") \"SIDES\" GROUP BY "
            + list(key)
            + ")");
    return with(ctes)
        + "SELECT "
        + label("\"EACH\"")
        + " AS subject, CASE WHEN \"HELD\" IS NULL THEN 'the table lacks the row'"
        + " WHEN \"GIVEN\" IS NULL THEN 'the SELECT doesn''t give the row'"
        + " ELSE 'the table, and what the SELECT gives: ' || scout.row_difference(\"HELD\", \"GIVEN\") END AS detail"
        + " FROM \"EACH\" ORDER BY "
        + list(key);
  }

  /**
   * Counts the slices that the table has, by its index and not beyond {@code :most}. Only for a
   * model with a slice.
   */
  public String countSlices() {
    String slice = list(declared.slice());
    return "WITH RECURSIVE walk AS ((SELECT "
        + slice
        + " FROM "
        + table()
        + " ORDER BY "
        + slice
        + " LIMIT 1) UNION ALL SELECT next.* FROM walk CROSS JOIN LATERAL (SELECT "
        + slice
        + " FROM "
        + table()
        + " \"X\" WHERE ("
        + list("\"X\"", declared.slice())
        + ") > ("
        + list("walk", declared.slice())
        + ") ORDER BY "
        + slice
        + " LIMIT 1) next) SELECT count(*) FROM (SELECT FROM walk LIMIT :most) counted";
  }

  private String bySlices(boolean first) {
    String due = "(SELECT DISTINCT " + list(declared.slice()) + " FROM pg_temp.model_due) \"DUE\"";
    return write(
        wholeInputs(),
        "SELECT \"M\".* FROM "
            + due
            + " CROSS JOIN LATERAL (SELECT "
            + list(columns)
            + " FROM (\n"
            + declared.query()
            + "\n) \"T\" WHERE "
            + equal("\"T\"", "\"DUE\"", declared.slice())
            + " OFFSET 0) \"M\"",
        "SELECT \"H\".* FROM "
            + due
            + " CROSS JOIN LATERAL (SELECT "
            + list(columns)
            + ", ctid AS \"PLACE\" FROM "
            + table()
            + " \"X\" WHERE "
            + equal("\"X\"", "\"DUE\"", declared.slice())
            + " OFFSET 0) \"H\"",
        first);
  }

  /** A change on day d reaches the days up to d + n, which read from d - n on. */
  private String reached(Map<String, Set<String>> inputColumns, boolean first) {
    int back = declared.looksBack();
    List<String> others = declared.slice().stream().filter(column -> !column.equals(DAY)).toList();
    String reach =
        "\"REACH\" AS MATERIALIZED (SELECT "
            + others.stream().map(column -> quote(column) + ", ").collect(Collectors.joining())
            + "range_agg(daterange("
            + DAY
            + ", "
            + DAY
            + " + "
            + (back + 1)
            + ")) AS \"DAYS\""
            + " FROM pg_temp.model_due"
            + (others.isEmpty() ? " HAVING count(*) > 0" : " GROUP BY " + list(others))
            + ")";
    List<String> ctes = new ArrayList<>(List.of(reach));
    for (String input : model.inputs()) {
      Set<String> has = inputColumns.getOrDefault(input, Set.of());
      ctes.add(
          given(
              input,
              has.contains(DAY) ? cut(input, has, others) : "SELECT * FROM scout." + quote(input)));
    }
    String days =
        "\"X\"."
            + DAY
            + " BETWEEN lower(\"REACH\".\"DAYS\") AND upper(\"REACH\".\"DAYS\") - 1"
            + " AND \"X\"."
            + DAY
            + " <@ \"REACH\".\"DAYS\"";
    return write(
        ctes,
        "SELECT "
            + list("\"T\"", columns)
            + " FROM (\n"
            + declared.query()
            + "\n) \"T\" JOIN \"REACH\" ON "
            + and(equal("\"T\"", "\"REACH\"", others), "\"T\"." + DAY + " <@ \"REACH\".\"DAYS\""),
        "SELECT \"H\".* FROM \"REACH\" CROSS JOIN LATERAL (SELECT "
            + list(columns)
            + ", ctid AS \"PLACE\" FROM "
            + table()
            + " \"X\" WHERE "
            + and(equal("\"X\"", "\"REACH\"", others), days)
            + " OFFSET 0) \"H\"",
        first);
  }

  private String cut(String input, Set<String> has, List<String> others) {
    List<String> by = others.stream().filter(has::contains).toList();
    // an input without a store has the same rows for each
    String reach =
        by.size() == others.size()
            ? "\"REACH\""
            : "(SELECT range_agg(\"DAYS\") AS \"DAYS\" FROM \"REACH\") \"REACH\"";
    return "SELECT \"I\".* FROM "
        + reach
        + " CROSS JOIN LATERAL (SELECT * FROM scout."
        + quote(input)
        + " \"X\" WHERE "
        + and(
            equal("\"X\"", "\"REACH\"", by.size() == others.size() ? by : List.of()),
            "\"X\"."
                + DAY
                + " BETWEEN lower(\"REACH\".\"DAYS\") - "
                + declared.looksBack()
                + " AND upper(\"REACH\".\"DAYS\") - 1")
        + " OFFSET 0) \"I\"";
  }

  private String write(List<String> inputs, String computed, String held, boolean first) {
    List<String> ctes = new ArrayList<>(inputs);
    ctes.add("\"NEW\" AS MATERIALIZED (" + computed + ")");
    ctes.add("\"OLD\" AS MATERIALIZED (" + held + ")");
    ctes.add(
        "\"DIFFERING\" AS MATERIALIZED (SELECT "
            + list(columns)
            + " FROM \"NEW\" EXCEPT ALL SELECT "
            + list(columns)
            + " FROM \"OLD\")");
    // by grouping, since a join on IS NOT DISTINCT FROM compares each row with each
    ctes.add(
        "\"MATCHED\" AS MATERIALIZED (SELECT "
            + list(key)
            + ", count(*) FILTER (WHERE \"KIND\" = 1) AS \"GIVEN\", max(\"PLACE\") AS \"PLACE\","
            + " bool_or(\"KIND\" = 3) AS \"DIFFERS\" FROM ("
            + "SELECT "
            + list(key)
            + ", 1 AS \"KIND\", NULL::tid AS \"PLACE\" FROM \"NEW\" UNION ALL "
            + "SELECT "
            + list(key)
            + ", 2, \"PLACE\" FROM \"OLD\" UNION ALL "
            + "SELECT "
            + list(key)
            + ", 3, NULL FROM \"DIFFERING\") \"EACH\" GROUP BY "
            + list(key)
            + ")");
    ctes.add(
        "\"DELETED\" AS (DELETE FROM "
            + table()
            + " \"X\" WHERE ctid = ANY (ARRAY(SELECT \"PLACE\" FROM"
            + " \"MATCHED\" WHERE \"GIVEN\" = 0)) RETURNING "
            + place()
            + ")");
    ctes.add(
        "\"WRITTEN\" AS (INSERT INTO "
            + table()
            + " AS \"X\" ("
            + list(columns)
            + ") SELECT "
            + list(columns)
            + " FROM \"DIFFERING\" ON CONFLICT ("
            + list(key)
            + ") DO UPDATE SET "
            + columns.stream()
                .filter(column -> !key.contains(column))
                .map(column -> quote(column) + " = excluded." + quote(column) + ", ")
                .collect(Collectors.joining())
            + "last_updated = excluded.last_updated RETURNING "
            + place()
            + ")");
    ctes.add(
        "\"TOLD\" AS (INSERT INTO scout.model_outbox (reader, store_id, transaction_date)"
            + " SELECT r.model_name, c.\"STORE\", c.\"DAY\" FROM scout.models r CROSS JOIN"
            + " (SELECT * FROM \"DELETED\" UNION SELECT * FROM \"WRITTEN\") c WHERE "
            + literal(declared.table())
            + " = ANY (r.inputs))");
    return with(ctes)
        + "SELECT count(*) FILTER (WHERE \"GIVEN\" > 1) AS twice,"
        + " count(*) FILTER (WHERE \"GIVEN\" > 0 AND \"PLACE\" IS NULL) AS inserted,"
        + " count(*) FILTER (WHERE \"DIFFERS\" AND \"PLACE\" IS NOT NULL) AS updated,"
        + " count(*) FILTER (WHERE \"GIVEN\" = 0) AS deleted, "
        + (first ? "(" + firstChanges() + ")" : "'[]'::jsonb")
        + " AS first FROM \"MATCHED\"";
  }

  private String firstChanges() {
    return "SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]') FROM (SELECT CASE WHEN p.\"GIVEN\" = 0 THEN 'delete'"
        + " WHEN p.\"PLACE\" IS NULL THEN 'insert' ELSE 'update' END AS change, "
        + label("p")
        + " AS key, scout.row_difference(to_jsonb(o) - 'PLACE', to_jsonb(d)) AS difference FROM"
        + " (SELECT * FROM \"MATCHED\" WHERE \"GIVEN\" = 0 OR \"DIFFERS\" ORDER BY "
        + list(key)
        + " LIMIT 20) p LEFT JOIN \"OLD\" o ON o.\"PLACE\" = p.\"PLACE\" LEFT JOIN \"DIFFERING\" d ON "
        + row("d")
        + " = "
        + row("p")
        + " ORDER BY "
        + list("p", key)
        + ") f";
  }

  /** The grain's values for people. */
  private String label(String alias) {
    return declared.grain().stream()
        .map(column -> "coalesce(" + alias + "." + quote(column) + "::text, 'NULL')")
        .collect(Collectors.joining(", ", "concat_ws(' ', ", ")"));
  }

  /** Makes the key's values one text, in which NULL is a value of its own. */
  private String row(String alias) {
    return "ROW(" + list(alias, key) + ")::text";
  }

  /** Where a changed row is, for those that read it; null where its grain doesn't say. */
  private String place() {
    return (declared.grain().contains(STORE) ? "\"X\"." + STORE + "::text" : "NULL::text")
        + " AS \"STORE\", "
        + (declared.grain().contains(DAY) ? "\"X\"." + DAY + "::date" : "NULL::date")
        + " AS \"DAY\"";
  }

  private List<String> wholeInputs() {
    return model.inputs().stream()
        .map(input -> given(input, "SELECT * FROM scout." + quote(input)))
        .toList();
  }

  private String all() {
    return "SELECT " + list(columns) + " FROM (\n" + declared.query() + "\n) \"T\"";
  }

  private String table() {
    return "scout." + quote(declared.table());
  }

  private static String given(String input, String rows) {
    return quote(input) + " AS NOT MATERIALIZED (" + rows + ")";
  }

  private static String with(List<String> ctes) {
    return ctes.isEmpty() ? "" : "WITH " + String.join(",\n", ctes) + "\n";
  }

  private static String and(String condition, String other) {
    return condition.isEmpty() ? other : condition + " AND " + other;
  }

  private static String equal(String left, String right, List<String> columns) {
    return joined(
        columns,
        column -> left + "." + quote(column) + " = " + right + "." + quote(column),
        " AND ");
  }

  private static String list(List<String> columns) {
    return joined(columns, ModelSql::quote, ", ");
  }

  private static String list(String alias, List<String> columns) {
    return joined(columns, column -> alias + "." + quote(column), ", ");
  }

  private static String joined(List<String> columns, UnaryOperator<String> each, String between) {
    return columns.stream().map(each).collect(Collectors.joining(between));
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
