package scout.models;

import java.util.ArrayList;
import java.util.List;

/** Compares a model's table with what its SELECT gives over the whole. */
final class ModelComparison {
  private static final String SIDE =
      "SELECT %s, %d AS \"SIDE\", to_jsonb(e) AS \"ROW\" FROM"
          + " (SELECT %s FROM \"%s\" EXCEPT ALL SELECT %s FROM \"%s\") e";

  private final JudgedModel model;

  ModelComparison(JudgedModel model) {
    this.model = model;
  }

  /** A row for each grain at which they differ, with {@code subject} and {@code detail}. */
  String sql() {
    ModelScope whole = ModelScope.whole(model, ModelPlaces.USUAL);
    String key = ColumnList.of(model.key());
    List<String> ctes = new ArrayList<>(whole.ctes());
    ctes.add("\"NEW\" AS MATERIALIZED (" + whole.computed() + ")");
    ctes.add("\"OLD\" AS MATERIALIZED (" + whole.held() + ")");
    ctes.add(
        "\"EACH\" AS (SELECT "
            + key
            + ", (array_agg(\"ROW\") FILTER (WHERE \"SIDE\" = 1))[1] AS \"HELD\""
            + ", (array_agg(\"ROW\") FILTER (WHERE \"SIDE\" = 2))[1] AS \"GIVEN\" FROM ("
            + side(1, "OLD", "NEW")
            + " UNION ALL "
            + side(2, "NEW", "OLD")
            + ") \"SIDES\" GROUP BY "
            + key
            + ")");
    return "WITH "
        + String.join(",\n", ctes)
        + "\nSELECT "
        + model.label("\"EACH\"")
        + " AS subject, CASE WHEN \"HELD\" IS NULL THEN 'the table lacks the row'"
        + " WHEN \"GIVEN\" IS NULL THEN 'the SELECT doesn''t give the row'"
        + " ELSE 'the table, and what the SELECT gives: '"
        + " || scout.row_difference(\"HELD\", \"GIVEN\") END AS detail"
        + " FROM \"EACH\" ORDER BY "
        + key;
  }

  private String side(int number, String of, String without) {
    String columns = ColumnList.of(model.columnNames());
    return SIDE.formatted(ColumnList.of("e", model.key()), number, columns, of, columns, without);
  }
}
