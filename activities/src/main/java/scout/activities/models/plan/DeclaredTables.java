package scout.activities.models.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import scout.activities.models.BesideModel;
import scout.activities.models.BesideModels;
import scout.activities.models.BesideSwitch;
import scout.activities.models.ModelRegistry;
import scout.models.DeclarationFiles;
import scout.models.JudgedModel;
import scout.models.ReferenceColumn;
import scout.models.ReferenceDeclaration;
import scout.models.ShippedModels;
import scout.schema.SqlFile;
import scout.schema.StoredJson;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.TablePlan;

/**
 * Makes the tables of a judged declaration and puts it in force, in three steps that are a
 * transaction each. Done again, a step changes nothing.
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

  /** Writes reference data, and gives tables the columns that their new rows need. */
  void open() {
    lock();
    dropped("model").forEach(table -> BesideSwitch.stopRefreshes(handle, table));
    ready().forEach(model -> at(model).open());
    planned.declaration().orElseThrow().references().forEach(this::write);
  }

  /** Writes the rows that were computed beside; everybody reads the old ones until it commits. */
  void write() {
    handle.createQuery(SQL.get("patience")).mapToMap().list();
    ready().forEach(model -> at(model).write());
  }

  private Stream<BesideModel> ready() {
    return ModelRegistry.beside(handle).stream().filter(model -> model.good() && !model.written());
  }

  private BesideSwitch at(BesideModel model) {
    return new BesideSwitch(handle, model);
  }

  /** Gives all tables their last form; returns the number of the declaration. */
  long close() {
    lock();
    handle.execute(SQL.get("refresh_all_again"));
    Map<String, BesideModel> beside =
        ModelRegistry.beside(handle).stream()
            .collect(Collectors.toMap(BesideModel::table, Function.identity()));
    long id = declare();
    int position = 1;
    for (JudgedModel model : planned.models()) {
      boolean shipped = ShippedModels.declarations().contains(model.declaration());
      register(
          model,
          Optional.ofNullable(beside.get(model.declaration().table())),
          position++,
          shipped ? OptionalLong.empty() : OptionalLong.of(id));
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
    BesideModels.dropAll(handle);
    return id;
  }

  private void register(
      JudgedModel model, Optional<BesideModel> beside, int position, OptionalLong id) {
    Optional<BesideSwitch> written = beside.filter(BesideModel::written).map(this::at);
    written.ifPresent(table -> table.close(model));
    ModelRegistry.register(handle, model, position, id);
    written.ifPresent(BesideSwitch::takeOver);
  }

  private void lock() {
    handle.createQuery(SQL.get("patience")).mapToMap().list();
    // before any table is held, since a refresh under way may still read it
    ModelRegistry.lock(handle);
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
        .bind("columns", columns(reference))
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

  /** The columns of reference data as the database takes them. */
  static String columns(ReferenceDeclaration reference) {
    return StoredJson.write(reference.columns().stream().map(DeclaredTables::column).toList());
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
