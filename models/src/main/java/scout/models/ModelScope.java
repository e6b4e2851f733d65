package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which rows of a model are computed and compared.
 *
 * @param ctes that give the inputs by their bare names
 * @param computed a SELECT of the rows that the table has to hold, in the columns of the model
 * @param held a SELECT of the rows that it holds, in the same columns, with {@code "PLACE"}
 */
record ModelScope(List<String> ctes, String computed, String held) {
  private static final String DAY = "transaction_date";

  ModelScope {
    ctes = List.copyOf(ctes);
  }

  /** All rows. */
  static ModelScope whole(JudgedModel model, ModelPlaces places) {
    return new ModelScope(
        wholeInputs(model, places),
        "SELECT " + columns(model) + " FROM (\n" + query(model) + "\n) \"T\"",
        "SELECT " + columns(model) + ", ctid AS \"PLACE\" FROM " + places.of(model));
  }

  private static List<String> wholeInputs(JudgedModel model, ModelPlaces places) {
    return model.inputs().stream()
        .map(input -> given(input, "SELECT * FROM " + places.of(input)))
        .toList();
  }

  /** The due slices, one after the other. */
  static ModelScope slices(JudgedModel model, ModelPlaces places) {
    List<String> slice = model.declaration().slice();
    // in the order of the indexes, whose pages are then read once
    String columns = ColumnList.of(slice);
    String due =
        "(SELECT DISTINCT " + columns + " FROM pg_temp.model_due ORDER BY " + columns + ") \"DUE\"";
    return new ModelScope(
        wholeInputs(model, places),
        "SELECT \"M\".* FROM "
            + due
            + " CROSS JOIN LATERAL (SELECT "
            + columns(model)
            + " FROM (\n"
            + query(model)
            + "\n) \"T\" WHERE "
            + ColumnList.equal("\"T\"", "\"DUE\"", slice)
            + " OFFSET 0) \"M\"",
        "SELECT \"H\".* FROM "
            + due
            + " CROSS JOIN LATERAL (SELECT "
            + columns(model)
            + ", ctid AS \"PLACE\" FROM "
            + places.of(model)
            + " \"X\" WHERE "
            + ColumnList.equal("\"X\"", "\"DUE\"", slice)
            + " OFFSET 0) \"H\"");
  }

  /**
   * The days that changes reach. One on day d reaches the days up to d + n, which read from d - n
   * on.
   *
   * @param inputColumns the columns of inputs that tell their slices, as {@code input.column}
   */
  static ModelScope reached(JudgedModel model, ModelPlaces places, Set<String> inputColumns) {
    int back = model.declaration().looksBack();
    List<String> others =
        model.declaration().slice().stream().filter(column -> !column.equals(DAY)).toList();
    List<String> ctes = new ArrayList<>(List.of(reach(others, back)));
    for (String input : model.inputs()) {
      ctes.add(
          given(
              input,
              inputColumns.contains(input + "." + DAY)
                  ? cut(input, places, inputColumns, others, back)
                  : "SELECT * FROM " + places.of(input)));
    }
    String days =
        "\"X\"."
            + DAY
            + " BETWEEN lower(\"REACH\".\"DAYS\") AND upper(\"REACH\".\"DAYS\") - 1"
            + " AND \"X\"."
            + DAY
            + " <@ \"REACH\".\"DAYS\"";
    return new ModelScope(
        ctes,
        "SELECT "
            + ColumnList.of("\"T\"", model.columnNames())
            + " FROM (\n"
            + query(model)
            + "\n) \"T\" JOIN \"REACH\" ON "
            + and(
                ColumnList.equal("\"T\"", "\"REACH\"", others),
                "\"T\"." + DAY + " <@ \"REACH\".\"DAYS\""),
        "SELECT \"H\".* FROM \"REACH\" CROSS JOIN LATERAL (SELECT "
            + columns(model)
            + ", ctid AS \"PLACE\" FROM "
            + places.of(model)
            + " \"X\" WHERE "
            + and(ColumnList.equal("\"X\"", "\"REACH\"", others), days)
            + " OFFSET 0) \"H\"");
  }

  private static String reach(List<String> others, int back) {
    return "\"REACH\" AS MATERIALIZED (SELECT "
        + others.stream().map(column -> SqlName.quote(column) + ", ").collect(Collectors.joining())
        + "range_agg(daterange("
        + DAY
        + ", "
        + DAY
        + " + "
        + (back + 1)
        + ")) AS \"DAYS\" FROM pg_temp.model_due"
        + (others.isEmpty() ? " HAVING count(*) > 0" : " GROUP BY " + ColumnList.of(others))
        + ")";
  }

  private static String cut(
      String input, ModelPlaces places, Set<String> inputColumns, List<String> others, int back) {
    boolean byAll = others.stream().allMatch(other -> inputColumns.contains(input + "." + other));
    // an input without a store has the same rows for each
    String reach =
        byAll ? "\"REACH\"" : "(SELECT range_agg(\"DAYS\") AS \"DAYS\" FROM \"REACH\") \"REACH\"";
    return "SELECT \"I\".* FROM "
        + reach
        + " CROSS JOIN LATERAL (SELECT * FROM "
        + places.of(input)
        + " \"X\" WHERE "
        + and(
            ColumnList.equal("\"X\"", "\"REACH\"", byAll ? others : List.of()),
            "\"X\"."
                + DAY
                + " BETWEEN lower(\"REACH\".\"DAYS\") - "
                + back
                + " AND upper(\"REACH\".\"DAYS\") - 1")
        + " OFFSET 0) \"I\"";
  }

  private static String given(String input, String rows) {
    return SqlName.quote(input) + " AS NOT MATERIALIZED (" + rows + ")";
  }

  private static String and(String condition, String other) {
    return condition.isEmpty() ? other : condition + " AND " + other;
  }

  private static String columns(JudgedModel model) {
    return ColumnList.of(model.columnNames());
  }

  private static String query(JudgedModel model) {
    return model.declaration().query();
  }
}
