package scout.activities.models.plan;

import static scout.models.SqlName.quote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.activities.models.ModelInForce;
import scout.models.Declaration;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;
import scout.models.ReferenceDeclaration;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TableSize;

/** Compares a declaration with what is in force, table by table. */
final class PlanDifferences {
  private final Handle handle;
  private final Map<String, JudgedModel> judged;
  private final Map<String, TableSize> sizes;
  private final Map<String, List<String>> notes;
  private final Set<String> switching;

  /**
   * @param switching the models whose tables an application left half changed
   */
  PlanDifferences(
      Handle handle,
      Map<String, JudgedModel> judged,
      Map<String, TableSize> sizes,
      Map<String, List<String>> notes,
      Set<String> switching) {
    this.handle = handle;
    this.switching = switching;
    this.judged = judged;
    this.sizes = sizes;
    this.notes = notes;
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

  List<TablePlan> of(
      Declaration declaration,
      Map<String, ModelInForce> inForce,
      Map<String, DeclaredTable> declared) {
    List<TablePlan> plans = new ArrayList<>();
    new SourceDifferences(handle, this::readers).add(declaration.sourceInForce(), plans);
    declaration
        .references()
        .forEach(each -> plans.add(reference(each, declared.get(each.table()))));
    judged
        .values()
        .forEach(each -> plans.add(model(each, inForce.get(each.declaration().table()))));
    inForce.values().stream()
        .filter(held -> declaration.model(held.table()).isEmpty())
        .sorted(Comparator.comparing(ModelInForce::position).reversed())
        .forEach(held -> plans.add(dropped(held.table(), "model", held.model().inputs())));
    declared.values().stream()
        .filter(held -> held.kind().equals("reference"))
        .filter(held -> declaration.reference(held.name()).isEmpty())
        .sorted(Comparator.comparing(DeclaredTable::name))
        .forEach(held -> plans.add(dropped(held.name(), "reference", List.of())));
    return plans;
  }

  private TablePlan reference(ReferenceDeclaration reference, DeclaredTable held) {
    List<String> differences = new ArrayList<>();
    boolean loses = false;
    String change = "none";
    if (held == null) {
      change = "create";
      differences.add("A new table with " + reference.rows().size() + " rows.");
    } else {
      loses = ColumnDifferences.add(held.columns(), reference.modelColumns(), differences);
      if (!held.grain().equals(reference.grain())) {
        differences.add("Its key is " + String.join(", ", reference.grain()) + ".");
      }
      if (differences.isEmpty()) {
        rows(reference, differences);
      }
      change = differences.isEmpty() ? "none" : "rebuild";
      if (differences.isEmpty() && !held.about().equals(reference.about())) {
        change = "adjust";
        differences.add("It is described in other words.");
      }
    }
    return new TablePlan(
        reference.table(),
        "reference",
        change,
        differences,
        loses,
        reference.grain(),
        List.of(),
        List.of(),
        readers(reference.table()),
        null,
        List.of());
  }

  private void rows(ReferenceDeclaration reference, List<String> differences) {
    String names =
        reference.columns().stream()
            .map(column -> quote(column.name()))
            .collect(Collectors.joining(", "));
    String given = "SELECT " + names + " FROM pg_temp." + quote(reference.table());
    String there = "SELECT " + names + " FROM scout." + quote(reference.table());
    long fresh = count(given + " EXCEPT " + there);
    long gone = count(there + " EXCEPT " + given);
    if (fresh + gone > 0) {
      differences.add(fresh + " rows are new or differ, " + gone + " as they were are gone.");
    }
  }

  private long count(String rows) {
    return handle.createQuery("SELECT count(*) FROM (" + rows + ") r").mapTo(long.class).one();
  }

  private TablePlan model(JudgedModel model, ModelInForce held) {
    ModelDeclaration declared = model.declaration();
    List<String> differences = new ArrayList<>();
    boolean loses = false;
    String change;
    if (held == null) {
      change = "create";
      differences.add("A new table with " + model.columns().size() + " columns.");
    } else {
      loses = compare(held.model(), model, differences);
      if (switching.contains(declared.table())) {
        differences.add("An application that was not finished changes its table.");
      }
      change =
          computesAgain(held.model(), model) || switching.contains(declared.table())
              ? "rebuild"
              : "none";
      if (change.equals("none") && !words(held.model().declaration(), declared, differences)) {
        change = "adjust";
      }
    }
    List<String> remarks = new ArrayList<>(notes.getOrDefault(declared.table(), List.of()));
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
        readers(declared.table()),
        sizes.get(declared.table()),
        remarks);
  }

  private static String kept(ModelDeclaration model) {
    if (model.slice().isEmpty()) {
      return "It is computed whole, at most every "
          + model.every().map(PlanDifferences::time).orElse("refresh")
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
  private static boolean compare(JudgedModel before, JudgedModel after, List<String> differences) {
    ModelDeclaration held = before.declaration();
    ModelDeclaration given = after.declaration();
    boolean loses = ColumnDifferences.add(before.columns(), after.columns(), differences);
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

  /** Returns true if words, cadence and checks are the same. */
  private static boolean words(
      ModelDeclaration held, ModelDeclaration given, List<String> differences) {
    if (!held.about().equals(given.about())) {
      differences.add("It is described in other words.");
    }
    if (!held.every().equals(given.every())) {
      differences.add("Its cadence differs.");
    }
    if (!held.checks().equals(given.checks())) {
      differences.add("Its checks differ.");
    }
    return differences.isEmpty();
  }

  /** A table that nothing declares any more. */
  static TablePlan dropped(String table, String kind, List<String> inputs) {
    return new TablePlan(
        table,
        kind,
        "drop",
        List.of("No file declares it any more; the table is dropped with its rows."),
        true,
        List.of(),
        List.of(),
        inputs,
        List.of(),
        null,
        List.of());
  }

  /** Those that read it, and those that read them. */
  private List<String> readers(String table) {
    Set<String> readers = new LinkedHashSet<>();
    Set<String> changed = new LinkedHashSet<>(Set.of(table));
    for (JudgedModel model : judged.values()) {
      if (model.inputs().stream().anyMatch(changed::contains)) {
        readers.add(model.declaration().table());
        changed.add(model.declaration().table());
      }
    }
    return List.copyOf(readers);
  }
}
