package scout.models;

import java.util.List;

/**
 * Which rows of a model are computed and compared.
 *
 * @param ctes that give the inputs by their bare names
 * @param computed a SELECT of the rows that the table has to hold, in the columns of the model
 * @param held a SELECT of the rows that it holds, in the same columns, with {@code "PLACE"}
 */
record ModelScope(List<String> ctes, String computed, String held) {
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

  static String given(String input, String rows) {
    return SqlName.quote(input) + " AS NOT MATERIALIZED (" + rows + ")";
  }

  static String columns(JudgedModel model) {
    return ColumnList.of(model.columnNames());
  }

  static String query(JudgedModel model) {
    return model.declaration().query();
  }
}
