package scout.activities.models.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import scout.activities.models.ModelInForce;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TableSize;

/** Compares a model with the one of its name in force. */
final class ModelDifferences {
  private final JudgedModel model;
  private final boolean switching;
  private final List<String> differences = new ArrayList<>();

  /**
   * @param switching true if an application left its table half changed
   */
  ModelDifferences(JudgedModel model, boolean switching) {
    this.model = model;
    this.switching = switching;
  }

  /** Returns true if the model's rows have to be computed again. */
  static boolean computesAgain(JudgedModel before, JudgedModel after) {
    ModelDeclaration held = before.declaration();
    ModelDeclaration given = after.declaration();
    return !(held.query().equals(given.query())
        && held.layer().equals(given.layer())
        && held.grain().equals(given.grain())
        && held.slice().equals(given.slice())
        && held.looksBack() == given.looksBack()
        && before.columns().equals(after.columns())
        && before.inputs().equals(after.inputs()));
  }

  /**
   * The table's part of a plan.
   *
   * @param held the model in force; null if there is none
   * @param readers the models that read it
   * @param size what was measured of it; null if nothing was
   * @param notes what was found in measuring
   */
  TablePlan plan(ModelInForce held, List<String> readers, TableSize size, List<String> notes) {
    ModelDeclaration declared = model.declaration();
    boolean loses = false;
    String change = "create";
    if (held == null) {
      differences.add("A new table with " + model.columns().size() + " columns.");
    } else {
      loses = compare(held.model());
      change = change(held.model());
    }
    List<String> remarks = new ArrayList<>(notes);
    remarks.add(kept(declared));
    return new TablePlan(
        declared.table(),
        "model",
        change,
        differences,
        loses,
        declared.grain(),
        declared.slice(),
        model.inputs(),
        readers,
        size,
        remarks);
  }

  private String change(JudgedModel held) {
    if (switching) {
      differences.add("An application that was not finished changes its table.");
    }
    if (switching || computesAgain(held, model)) {
      return "rebuild";
    }
    compareWords(held.declaration(), model.declaration());
    return differences.isEmpty() ? "none" : "adjust";
  }

  private static String kept(ModelDeclaration model) {
    if (model.slice().isEmpty()) {
      return "It is computed whole, at most every "
          + model.every().map(ModelDifferences::time).orElse("refresh")
          + ".";
    }
    String by = "Of a change, its " + String.join(" and ", model.slice()) + " is computed again";
    return model.looksBack() == 0
        ? by + "; PostgreSQL's plan shows that this is enough."
        : by
            + ", with the "
            + model.looksBack()
            + " days after it; plan tries the days after the longest gaps.";
  }

  private static String time(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
  }

  /** Returns true if rows or columns are gone afterwards. */
  private boolean compare(JudgedModel before) {
    ModelDeclaration held = before.declaration();
    ModelDeclaration given = model.declaration();
    boolean loses = ColumnDifferences.add(before.columns(), model.columns(), differences);
    if (!held.grain().equals(given.grain())) {
      differences.add(
          "Its grain is " + String.join(", ", given.grain()) + "; its rows are written anew.");
      loses = true;
    }
    if (!held.slice().equals(given.slice())) {
      differences.add(
          given.slice().isEmpty()
              ? "It is kept as a whole."
              : "It is kept by " + String.join(" and ", given.slice()) + ".");
    }
    if (held.looksBack() != given.looksBack()) {
      differences.add("It looks back " + given.looksBack() + " days.");
    }
    if (!held.query().equals(given.query())) {
      differences.add("Its SELECT differs; what differs in the rows is written.");
    }
    return loses;
  }

  private void compareWords(ModelDeclaration held, ModelDeclaration given) {
    if (!held.about().equals(given.about())) {
      differences.add("It is described in other words.");
    }
    if (!held.every().equals(given.every())) {
      differences.add("Its cadence differs.");
    }
    if (!held.checks().equals(given.checks())) {
      differences.add("Its checks differ.");
    }
  }
}
