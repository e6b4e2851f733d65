package scout.activities.models.plan;

import static scout.models.SqlName.quote;

import java.util.LinkedHashMap;
import java.util.Map;
import scout.models.JudgedModel;
import scout.models.SqlName;

/** The rows that a model is tried with, by its inputs' names; those that others read come first. */
final class TrialInputs {
  private final Map<String, PlannedTable> tables;
  private final Map<String, JudgedModel> judged;
  private final Map<String, String> rows = new LinkedHashMap<>();
  private boolean complete = true;
  private boolean exact = true;

  private TrialInputs(Map<String, PlannedTable> tables, Map<String, JudgedModel> judged) {
    this.tables = tables;
    this.judged = judged;
  }

  /**
   * @param judged the models of the plan whose rows have to be computed, by name
   */
  static TrialInputs of(
      Map<String, PlannedTable> tables, Map<String, JudgedModel> judged, JudgedModel model) {
    TrialInputs inputs = new TrialInputs(tables, judged);
    inputs.add(model);
    return inputs;
  }

  private void add(JudgedModel reader) {
    for (String input : reader.inputs()) {
      PlannedTable table = tables.get(input);
      switch (table.rows()) {
        case HELD -> rows.put(input, "SELECT * FROM " + SqlName.table(input));
        case GIVEN -> rows.put(input, "SELECT * FROM pg_temp." + quote(input));
        case COMPUTED -> addComputed(input);
        case LATER -> {
          exact = false;
          rows.put(input, table.read());
        }
      }
    }
  }

  private void addComputed(String input) {
    JudgedModel lower = judged.get(input);
    if (lower == null) {
      complete = false;
      return;
    }
    add(lower);
    rows.remove(input);
    rows.put(
        input,
        "SELECT t.*, NULL::timestamptz AS last_updated FROM (\n"
            + lower.declaration().query()
            + "\n) t");
  }

  /** Returns false if rows are missing. */
  boolean complete() {
    return complete;
  }

  /** Returns false if rows are read from payloads more simply than silver will read them. */
  boolean exact() {
    return exact;
  }

  /** The SELECT of each. */
  Map<String, String> rows() {
    return rows;
  }
}
