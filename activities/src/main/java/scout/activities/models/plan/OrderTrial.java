package scout.activities.models.plan;

import static scout.activities.models.plan.TrialSql.TRIAL;
import static scout.activities.models.plan.TrialSql.label;
import static scout.activities.models.plan.TrialSql.list;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;

/** Tries whether inputs in another order, and another kind of plan, give the same rows. */
final class OrderTrial {
  private static final int SLICES = 5;
  private static final String SAMPLE = "pg_temp.scout_sample";
  private static final String SHUFFLED = "pg_temp.scout_shuffled";

  private final Handle handle;
  private final Map<String, PlannedTable> tables;
  private final TrialSql sql;
  private final ModelDeclaration declared;
  private final boolean sliced;

  OrderTrial(Handle handle, Map<String, PlannedTable> tables, JudgedModel model) {
    this.handle = handle;
    this.tables = tables;
    this.sql = new TrialSql(model);
    this.declared = model.declaration();
    this.sliced = !declared.slice().isEmpty() && declared.looksBack() == 0;
  }

  /** The first row that differs, by its grain; empty if none does. */
  Optional<String> differing(Map<String, String> inputs) {
    if (sliced) {
      handle.execute(
          "CREATE TEMP TABLE "
              + SAMPLE
              + " AS SELECT "
              + list(declared.slice())
              + " FROM "
              + TRIAL
              + " GROUP BY "
              + list(declared.slice())
              + " ORDER BY count(*) DESC LIMIT "
              + SLICES);
    }
    Optional<String> row = Optional.empty();
    for (String hashing : List.of("on", "off")) {
      if (row.isEmpty()) {
        row = differing(inputs, hashing);
      }
    }
    plan("on");
    return row;
  }

  private Optional<String> differing(Map<String, String> inputs, String hashing) {
    plan(hashing);
    Map<String, String> shuffled = new LinkedHashMap<>();
    inputs.forEach((name, rows) -> shuffled.put(name, shuffled(name, rows)));
    sql.make(handle, SHUFFLED, shuffled);
    Optional<String> row = compare();
    handle.execute("DROP TABLE " + SHUFFLED);
    return row;
  }

  private void plan(String hashing) {
    handle.execute("SET LOCAL enable_hashagg = " + hashing);
    handle.execute("SET LOCAL enable_hashjoin = " + hashing);
  }

  private String shuffled(String input, String rows) {
    List<String> by =
        declared.slice().stream().filter(tables.get(input).slices()::contains).toList();
    String cut = !sliced || by.isEmpty() ? "" : within(by);
    return "SELECT * FROM (" + rows + ") x" + cut + " ORDER BY random()";
  }

  private static String within(List<String> columns) {
    return " WHERE (" + list(columns) + ") IN (SELECT " + list(columns) + " FROM " + SAMPLE + ")";
  }

  private Optional<String> compare() {
    String those = sliced ? within(declared.slice()) : "";
    return handle
        .createQuery(
            "SELECT "
                + label(declared.grain())
                + " FROM (SELECT * FROM "
                + TRIAL
                + those
                + " EXCEPT ALL SELECT * FROM "
                + SHUFFLED
                + those
                + ") d ORDER BY "
                + list(declared.grain())
                + " LIMIT 1")
        .mapTo(String.class)
        .findOne();
  }
}
