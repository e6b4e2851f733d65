package scout.activities.models.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.activities.models.ModelInForce;
import scout.models.Declaration;
import scout.models.JudgedModel;
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

  List<TablePlan> of(
      Declaration declaration,
      Map<String, ModelInForce> inForce,
      Map<String, DeclaredTable> declared) {
    List<TablePlan> plans = new ArrayList<>();
    new SourceDifferences(handle, this::readers).add(declaration.sourceInForce(), plans);
    declaration
        .references()
        .forEach(
            each ->
                plans.add(
                    new ReferenceDifferences(handle, each)
                        .plan(declared.get(each.table()), readers(each.table()))));
    judged.values().forEach(each -> plans.add(model(each, inForce)));
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

  private TablePlan model(JudgedModel model, Map<String, ModelInForce> inForce) {
    String table = model.declaration().table();
    return new ModelDifferences(model, switching.contains(table))
        .plan(
            inForce.get(table),
            readers(table),
            sizes.get(table),
            notes.getOrDefault(table, List.of()));
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
