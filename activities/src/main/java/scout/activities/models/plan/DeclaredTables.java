package scout.activities.models.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import scout.activities.models.ModelRegistry;
import scout.models.Declaration;
import scout.models.DeclarationFiles;
import scout.models.JudgedModel;
import scout.models.ReferenceColumn;
import scout.models.ReferenceDeclaration;
import scout.models.ShippedModels;
import scout.schema.SqlFile;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.TablePlan;

/**
 * Makes the tables of a judged declaration and puts it in force, in the caller's transaction. Done
 * again, it changes nothing.
 */
final class DeclaredTables {
  private static final SqlFile SQL = ServerText.SQL;

  private final Handle handle;
  private final ApplyRequest request;
  private final Planned planned;

  DeclaredTables(Handle handle, ApplyRequest request, Planned planned) {
    this.handle = handle;
    this.request = request;
    this.planned = planned;
  }

  /** Returns the number of the declaration. */
  long write() {
    handle.createQuery(SQL.get("patience")).mapToMap().list();
    // before any table is held, since a refresh under way may still read it
    ModelRegistry.lock(handle);
    Declaration declaration = planned.declaration().orElseThrow();
    long id = declare();
    declaration.references().forEach(this::write);
    int position = 1;
    for (JudgedModel model : planned.models()) {
      boolean shipped = ShippedModels.declarations().contains(model.declaration());
      ModelRegistry.register(
          handle, model, position++, shipped ? OptionalLong.empty() : OptionalLong.of(id));
    }
    // after the models in force that read it now read something else
    dropped("model").forEach(table -> ModelRegistry.remove(handle, table));
    dropped("reference")
        .forEach(
            table ->
                handle
                    .createQuery(SQL.get("drop_reference"))
                    .bind("name", table)
                    .mapToMap()
                    .list());
    return id;
  }

  /** The newest declaration has its number already, if it is the same. */
  private long declare() {
    DeclarationFiles files = new DeclarationFiles(request.files().texts());
    return NewestDeclaration.read(handle)
        .filter(newest -> newest.files().equals(files.texts()))
        .map(NewestDeclaration::id)
        .orElseGet(() -> ModelRegistry.declare(handle, files, request.by()));
  }

  private List<String> dropped(String kind) {
    return planned.result().tables().stream()
        .filter(plan -> plan.change().equals("drop") && plan.kind().equals(kind))
        .map(TablePlan::table)
        .toList();
  }

  private void write(ReferenceDeclaration reference) {
    handle
        .createQuery(SQL.get("make_reference"))
        .bind("name", reference.table())
        .bind("about", reference.about())
        .bind(
            "columns",
            PlanJson.write(reference.columns().stream().map(DeclaredTables::column).toList()))
        .bindArray("grain", String.class, reference.grain())
        .mapToMap()
        .list();
    if (ReferenceRows.write(handle, reference) > 0 || changesForm(reference)) {
      ModelRegistry.tellReadersAll(handle, reference.table());
    }
  }

  private boolean changesForm(ReferenceDeclaration reference) {
    return planned.result().tables().stream()
        .anyMatch(plan -> plan.table().equals(reference.table()) && plan.loses());
  }

  private static Map<String, Object> column(ReferenceColumn column) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", column.name());
    values.put("type", column.type().sqlType());
    if (!column.about().isEmpty()) {
      values.put("about", column.about());
    }
    return values;
  }
}
