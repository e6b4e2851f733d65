package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of a model that looks back which changes reach. */
final class ReachedScope {
  private static final String DAY = "transaction_date";

  private ReachedScope() {}

  /**
   * The days that changes reach. One on day d reaches the days up to d + n, which read from d - n
   * on.
   *
   * @param inputColumns the columns of inputs that tell their slices, as {@code input.column}
   */
  static ModelScope of(JudgedModel model, ModelPlaces places, Set<String> inputColumns) {
    int back = model.declaration().looksBack();
    List<String> others =
        model.declaration().slice().stream().filter(column -> !column.equals(DAY)).toList();
    List<String> ctes = new ArrayList<>(List.of(reach(others, back)));
    for (String input : model.inputs()) {
      ctes.add(
          ModelScope.given(
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
            + ModelScope.query(model)
            + "\n) \"T\" JOIN \"REACH\" ON "
            + and(
                ColumnList.equal("\"T\"", "\"REACH\"", others),
                "\"T\"." + DAY + " <@ \"REACH\".\"DAYS\""),
        "SELECT \"H\".* FROM \"REACH\" CROSS JOIN LATERAL (SELECT "
            + ModelScope.columns(model)
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

  private static String and(String condition, String other) {
    return condition.isEmpty() ? other : condition + " AND " + other;
  }
}
