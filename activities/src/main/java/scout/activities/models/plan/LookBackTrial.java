package scout.activities.models.plan;

import static scout.activities.models.plan.TrialSql.TRIAL;
import static scout.activities.models.plan.TrialSql.label;
import static scout.activities.models.plan.TrialSql.list;
import static scout.models.SqlName.quote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;

/**
 * Tries whether a day reads no further back than its model says. A window of so many rows, not
 * days, reaches furthest where days are missing, so the days after the longest gaps are computed
 * from their own days alone, and the last of all.
 */
final class LookBackTrial {
  private static final String DAY = "transaction_date";
  private static final String ALONE = "pg_temp.scout_alone";
  private static final String TRIED = "pg_temp.scout_tried";
  private static final int DAYS = 5;

  private final Handle handle;
  private final Map<String, PlannedTable> tables;
  private final TrialSql sql;
  private final ModelDeclaration declared;

  LookBackTrial(Handle handle, Map<String, PlannedTable> tables, JudgedModel model) {
    this.handle = handle;
    this.tables = tables;
    this.sql = new TrialSql(model);
    this.declared = model.declaration();
  }

  /** The first row that differs, by its grain; empty if none does. */
  Optional<String> differing(Map<String, String> inputs) {
    int days = choose();
    Optional<String> row = Optional.empty();
    for (int day = 1; day <= days && row.isEmpty(); day++) {
      row = differing(inputs, day);
    }
    handle.execute("DROP TABLE " + TRIED);
    return row;
  }

  /** Gaps are those of a store, if the model is kept by stores too. */
  private int choose() {
    List<String> others = declared.slice().stream().filter(name -> !name.equals(DAY)).toList();
    String apart = others.isEmpty() ? "" : "PARTITION BY " + list(others) + " ";
    handle.execute(
        "CREATE TEMP TABLE "
            + TRIED
            + " AS WITH slices AS (SELECT DISTINCT "
            + list(declared.slice())
            + " FROM "
            + TRIAL
            + "), gaps AS (SELECT *, "
            + DAY
            + " - lag("
            + DAY
            + ") OVER ("
            + apart
            + "ORDER BY "
            + DAY
            + ") AS \"GAP\" FROM slices), chosen AS ((SELECT * FROM gaps WHERE \"GAP\" IS NOT NULL"
            + " ORDER BY \"GAP\" DESC, "
            + DAY
            + " DESC LIMIT "
            + DAYS
            + ") UNION (SELECT * FROM gaps ORDER BY "
            + DAY
            + " DESC LIMIT 1)) SELECT row_number() OVER () AS \"NO\", "
            + list(declared.slice())
            + " FROM chosen");
    return handle.createQuery("SELECT count(*) FROM " + TRIED).mapTo(int.class).one();
  }

  private Optional<String> differing(Map<String, String> inputs, int no) {
    Map<String, String> cut = new LinkedHashMap<>();
    inputs.forEach((name, rows) -> cut.put(name, cut(name, rows, no)));
    sql.make(handle, ALONE, cut, " WHERE (" + list(declared.slice()) + ") = " + tried(no));
    String whole =
        "SELECT * FROM " + TRIAL + " WHERE (" + list(declared.slice()) + ") = " + tried(no);
    String alone = "SELECT * FROM " + ALONE;
    Optional<String> row =
        handle
            .createQuery(
                "SELECT "
                    + label(declared.grain())
                    + " FROM (("
                    + whole
                    + " EXCEPT ALL "
                    + alone
                    + ") UNION ALL ("
                    + alone
                    + " EXCEPT ALL "
                    + whole
                    + ")) d ORDER BY "
                    + list(declared.grain())
                    + " LIMIT 1")
            .mapTo(String.class)
            .findOne();
    handle.execute("DROP TABLE " + ALONE);
    return row;
  }

  private String tried(int no) {
    return "(SELECT " + list(declared.slice()) + " FROM " + TRIED + " WHERE \"NO\" = " + no + ")";
  }

  private String cut(String input, String rows, int no) {
    Set<String> has = tables.get(input).slices();
    if (!has.contains(DAY)) {
      return rows;
    }
    String day = "(SELECT " + DAY + " FROM " + TRIED + " WHERE \"NO\" = " + no + ")";
    String others =
        declared.slice().stream()
            .filter(name -> !name.equals(DAY) && has.contains(name))
            .map(
                name ->
                    " AND x."
                        + quote(name)
                        + " = (SELECT "
                        + quote(name)
                        + " FROM "
                        + TRIED
                        + " WHERE \"NO\" = "
                        + no
                        + ")")
            .collect(Collectors.joining());
    return "SELECT * FROM ("
        + rows
        + ") x WHERE x."
        + DAY
        + " BETWEEN "
        + day
        + " - "
        + declared.looksBack()
        + " AND "
        + day
        + others;
  }
}
