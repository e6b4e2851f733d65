package scout.activities.models.plan;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.activities.models.BesideModel;
import scout.activities.models.BesideModels;
import scout.activities.models.ModelRegistry;
import scout.models.JudgedModel;
import scout.models.ModelPlaces;
import scout.models.ModelSql;
import scout.models.ReferenceDeclaration;
import scout.models.ShippedModels;
import scout.models.SqlName;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.TablePlan;

/**
 * Makes the tables in which a declaration's new and changed models are computed, in the caller's
 * transaction. An application that was interrupted finds its own, with all that they hold.
 */
final class BesideTables {
  private static final Set<String> COMPUTED = Set.of("create", "rebuild");

  /** What gives rows though no input has any. */
  private static final Pattern FROM_NOWHERE =
      Pattern.compile(
          "\"Node Type\": \"(Function Scan|Values Scan|ProjectSet|Result|Table Function Scan)\"");

  private final Handle handle;
  private final ApplyRequest request;
  private final Planned planned;

  BesideTables(Handle handle, ApplyRequest request, Planned planned) {
    this.handle = handle;
    this.request = request;
    this.planned = planned;
  }

  void begin() {
    handle.createQuery(ServerText.SQL.get("patience")).mapToMap().list();
    ModelRegistry.lock(handle);
    Set<String> changed = changed("model");
    List<JudgedModel> due =
        planned.models().stream()
            .filter(model -> changed.contains(model.declaration().table()))
            // Scout's own tables keep their form: a refresh computes them anew where they are
            .filter(model -> !ShippedModels.contains(model.declaration().table()))
            .toList();
    if (areThere(due)) {
      return;
    }
    BesideModels.dropAll(handle);
    Set<String> beside = new LinkedHashSet<>();
    Set<String> references = changed("reference");
    for (ReferenceDeclaration reference : planned.declaration().orElseThrow().references()) {
      boolean read = due.stream().anyMatch(model -> model.inputs().contains(reference.table()));
      if (read && references.contains(reference.table())) {
        make(reference);
        beside.add(reference.table());
      }
    }
    int position = 1;
    for (JudgedModel model : due) {
      BesideModels.begin(
          handle, application(), model, position++, beside, fromNowhere(model, beside));
      beside.add(model.declaration().table());
    }
  }

  private boolean areThere(List<JudgedModel> due) {
    Set<String> wanted = new HashSet<>();
    due.forEach(model -> wanted.add(model.declaration().table()));
    List<BesideModel> there = ModelRegistry.beside(handle);
    return wanted.size() == there.size()
        && there.stream()
            .allMatch(
                each -> each.application().equals(application()) && wanted.contains(each.table()));
  }

  /** The same for the same files. */
  private String application() {
    byte[] texts = request.files().texts().toString().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(texts).toString();
  }

  private Set<String> changed(String kind) {
    Set<String> tables = new HashSet<>();
    planned.result().tables().stream()
        .filter(plan -> plan.kind().equals(kind) && COMPUTED.contains(plan.change()))
        .map(TablePlan::table)
        .forEach(tables::add);
    return tables;
  }

  private void make(ReferenceDeclaration reference) {
    BesideModels.makeTable(
        handle, reference.table(), DeclaredTables.columns(reference), reference.grain(), List.of());
    ReferenceRows.insert(handle, reference, SqlName.table(BesideModel.beside(reference.table())));
  }

  /** Such a model may have rows in slices that no input has. */
  private boolean fromNowhere(JudgedModel model, Set<String> beside) {
    Map<String, String> places =
        beside.stream().collect(Collectors.toMap(Function.identity(), BesideModel::beside));
    ServerText.run(handle, "explain", new ModelSql(model, new ModelPlaces(places)).select());
    String plan = handle.createQuery(ServerText.SQL.get("answer")).mapTo(String.class).one();
    return FROM_NOWHERE.matcher(plan).find();
  }
}
