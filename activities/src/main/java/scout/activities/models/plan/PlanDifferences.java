package scout.activities.models.plan;

import static scout.activities.models.plan.ServerText.quote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.activities.models.ModelInForce;
import scout.models.ChildTable;
import scout.models.Declaration;
import scout.models.FieldDeclaration;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.models.ReferenceDeclaration;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.models.SourceParser;
import scout.schema.SqlFile;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TableSize;

/** Compares a declaration with what is in force, table by table. */
final class PlanDifferences {
  private static final SqlFile SOURCES =
      SqlFile.load(PlanDifferences.class, "/scout/schema/layers/sources.sql");

  private final Handle handle;
  private final Map<String, JudgedModel> judged;
  private final Map<String, TableSize> sizes;
  private final Map<String, List<String>> notes;

  PlanDifferences(
      Handle handle,
      Map<String, JudgedModel> judged,
      Map<String, TableSize> sizes,
      Map<String, List<String>> notes) {
    this.handle = handle;
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
    addSource(declaration, plans);
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

  private void addSource(Declaration declaration, List<TablePlan> plans) {
    SourceDeclaration source = declaration.sourceInForce();
    Map<String, List<ModelColumn>> held = sourceColumns();
    List<String> readings = new ArrayList<>();
    if (!inForce().readsAs(source)) {
      readings.add("Records are read in another way; silver is filled again from its payloads.");
    }
    plans.add(
        source(
            PlannedTables.SILVER,
            "source",
            held.getOrDefault(PlannedTables.SILVER, List.of()),
            columns(source.ownFields()),
            readings));
    for (ChildTable child : source.tables()) {
      List<ModelColumn> before = held.get(child.name());
      plans.add(
          source(
              child.name(),
              "child",
              before == null ? List.of() : before,
              columns(child.fields()),
              before == null
                  ? List.of("A new table, filled from the records that silver holds.")
                  : List.of()));
    }
    held.keySet().stream()
        .filter(table -> !table.equals(PlannedTables.SILVER) && source.table(table).isEmpty())
        .forEach(table -> plans.add(dropped(table, "child", List.of())));
  }

  private static List<ModelColumn> columns(List<FieldDeclaration> fields) {
    return fields.stream()
        .map(field -> new ModelColumn(field.name(), field.type().sqlType()))
        .toList();
  }

  private Map<String, List<ModelColumn>> sourceColumns() {
    return PlannedTables.byTable(handle.createQuery(ServerText.SQL.get("source_columns")));
  }

  private SourceDeclaration inForce() {
    return handle
        .createQuery(SOURCES.get("in_force"))
        .map((row, context) -> row.getString("declared"))
        .findOne()
        .map(declared -> SourceParser.parse(ShippedSource.FILE, declared))
        .orElseGet(ShippedSource::declaration);
  }

  private TablePlan source(
      String table,
      String kind,
      List<ModelColumn> before,
      List<ModelColumn> wanted,
      List<String> first) {
    List<String> differences = new ArrayList<>(first);
    boolean loses = columns(before, wanted, differences);
    String change = differences.isEmpty() ? "none" : "rebuild";
    return new TablePlan(
        table,
        kind,
        kind.equals("child") && before.isEmpty() ? "create" : change,
        differences,
        loses,
        List.of(),
        ModelDeclaration.SLICES,
        List.of(),
        readers(table),
        null,
        List.of());
  }

  private TablePlan reference(ReferenceDeclaration reference, DeclaredTable held) {
    List<String> differences = new ArrayList<>();
    boolean loses = false;
    String change = "none";
    if (held == null) {
      change = "create";
      differences.add("A new table with " + reference.rows().size() + " rows.");
    } else {
      loses = columns(held.columns(), reference.modelColumns(), differences);
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
      change = computesAgain(held.model(), model) ? "rebuild" : "none";
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
        : by + ", with the " + model.looksBack() + " days after it; the days are believed.";
  }

  private static String time(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
  }

  /** Returns true if rows or columns are gone afterwards. */
  private static boolean compare(JudgedModel before, JudgedModel after, List<String> differences) {
    ModelDeclaration held = before.declaration();
    ModelDeclaration given = after.declaration();
    boolean loses = columns(before.columns(), after.columns(), differences);
    if (!held.grain().equals(given.grain())) {
      differences.add(
          "Its grain is " + String.join(", ", given.grain()) + "; it is emptied first.");
      loses = true;
    }
    if (!held.slice().equals(given.slice())) {
      differences.add(
          given.slice().isEmpty()
              ? "It is kept as a whole; it is emptied first."
              : "It is kept by " + String.join(" and ", given.slice()) + "; it is emptied first.");
      loses = true;
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

  private static boolean columns(
      List<ModelColumn> before, List<ModelColumn> after, List<String> differences) {
    Map<String, String> held = types(before);
    Map<String, String> given = types(after);
    boolean loses = false;
    for (Map.Entry<String, String> column : given.entrySet()) {
      String type = held.get(column.getKey());
      if (type == null) {
        differences.add("A new column " + column.getKey() + " " + column.getValue() + ".");
      } else if (!type.equals(column.getValue())) {
        differences.add(
            column.getKey() + " becomes " + column.getValue() + ", and is filled again.");
        loses = true;
      }
    }
    for (String name : held.keySet()) {
      if (!given.containsKey(name)) {
        differences.add("The column " + name + " is gone.");
        loses = true;
      }
    }
    return loses;
  }

  private static Map<String, String> types(List<ModelColumn> columns) {
    Map<String, String> types = new LinkedHashMap<>();
    columns.forEach(column -> types.put(column.name(), column.type()));
    return types;
  }

  private static TablePlan dropped(String table, String kind, List<String> inputs) {
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
