package scout.activities.models;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import scout.models.DeclarationFiles;
import scout.models.JudgedModel;
import scout.models.ModelCheck;
import scout.models.ModelDeclaration;
import scout.models.ModelReaders;
import scout.schema.SqlFile;
import scout.schema.StoredJson;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;

/**
 * The models in force. All methods use the caller's transaction, as {@code scout_transform}. Those
 * that change something wait for all layers: whoever writes one knows its readers when it begins,
 * so a batch under way would miss a new one.
 */
public final class ModelRegistry {
  private static final SqlFile SQL =
      SqlFile.load(ModelRegistry.class, "/scout/schema/models/models.sql");
  private static final SqlFile LOCK =
      SqlFile.load(ModelRegistry.class, "/scout/schema/layers/layer_lock.sql");

  private static final List<String> LAYERS = List.of("silver", "gold", "platinum");

  private ModelRegistry() {}

  /** All that are declared, also those that no refresh computes while their tables are changed. */
  public static List<ModelInForce> declared(Handle handle) {
    return of(handle, "declared");
  }

  /** The names of those whose tables an application was changing when it was last heard of. */
  public static Set<String> switching(Handle handle) {
    return Set.copyOf(handle.createQuery(SQL.get("switching")).mapTo(String.class).list());
  }

  /** All that refreshes compute; each stands behind those that it reads. */
  public static List<ModelInForce> all(Handle handle) {
    return of(handle, "refreshed");
  }

  private static List<ModelInForce> of(Handle handle, String phase) {
    return handle
        .createQuery(SQL.get("all"))
        .bind("phase", phase)
        .map(ModelRegistry::inForce)
        .list();
  }

  /** All that an application computes beside their tables; each stands behind those it reads. */
  public static List<BesideModel> beside(Handle handle) {
    return handle
        .createQuery(SQL.get("all"))
        .bind("phase", "beside")
        .map((row, context) -> BesideModel.of(inForce(row, context), row.getLong("slices")))
        .list();
  }

  /**
   * Records a declaration; it is in force from now on.
   *
   * @param by who applies it
   * @return its number
   */
  public static long declare(Handle handle, DeclarationFiles files, String by) {
    return handle
        .createQuery(SQL.get("declare"))
        .bind("files", StoredJson.write(files.texts()))
        .bind("by", by)
        .mapTo(long.class)
        .one();
  }

  /**
   * Puts a model in force: makes its table or changes it in place, and has it computed whole by the
   * next refresh. A model that is in force with the same query and form goes on as it is; just its
   * words, cadence and checks may change.
   *
   * @param position behind those of the models that it reads
   * @param declarationId from {@link #declare}; empty for a model that Scout ships
   * @throws org.jdbi.v3.core.JdbiException with SQLSTATE 55P03 if somebody reads the table for
   *     longer than its change may wait; the caller rolls back and tries again
   */
  public static void register(
      Handle handle, JudgedModel model, int position, OptionalLong declarationId) {
    ModelDeclaration declared = model.declaration();
    lock(handle);
    makeTable(handle, model);
    handle
        .createUpdate(SQL.get("register"))
        .bind("name", declared.table())
        .bind("layer", declared.layer())
        .bind("position", position)
        .bind("about", declared.about())
        .bindArray("grain", String.class, declared.grain())
        .bindArray("slice", String.class, declared.slice())
        .bind("looks_back", declared.looksBack())
        .bind("every", declared.every().orElse(Duration.ZERO).toString())
        .bind("query", declared.query())
        .bindArray("inputs", String.class, model.inputs())
        .bindArray("reads", String.class, List.copyOf(model.reads()))
        .bind("columns", StoredJson.write(model.columns()))
        .bind("checks", StoredJson.write(declared.checks()))
        .bind("declaration_id", declarationId.isEmpty() ? null : declarationId.getAsLong())
        .execute();
    declareChecks(handle, declared.table(), declared.checks());
  }

  /** Makes a model's table, or gives it the model's form; then it may lose its rows. */
  static void makeTable(Handle handle, JudgedModel model) {
    ModelDeclaration declared = model.declaration();
    handle
        .createQuery(SQL.get("make_table"))
        .bind("name", declared.table())
        .bind("about", declared.about())
        .bind("columns", StoredJson.write(model.columns()))
        .bindArray("grain", String.class, declared.grain())
        .bindArray("slice", String.class, declared.slice())
        .mapToMap()
        .list();
  }

  /** Its table holds what its SELECT gives. */
  static void succeed(Handle handle, String table) {
    handle.createUpdate(SQL.get("succeed")).bind("name", table).execute();
  }

  /**
   * Ends a model: drops its table, and what waits for it. Those that read it must be gone before.
   *
   * @throws IllegalStateException if a model in force reads it
   * @throws org.jdbi.v3.core.JdbiException with SQLSTATE 55P03 as {@link #register}, with 2BP01 if
   *     somebody's view reads the table
   */
  public static void remove(Handle handle, String table) {
    lock(handle);
    List<ModelInForce> models = all(handle);
    if (models.stream().noneMatch(model -> model.table().equals(table))) {
      throw new IllegalArgumentException("No model named " + table + " is in force");
    }
    List<String> readers =
        models.stream()
            .filter(model -> model.model().inputs().contains(table))
            .map(ModelInForce::table)
            .toList();
    if (!readers.isEmpty()) {
      throw new IllegalStateException(table + " is still read by " + String.join(", ", readers));
    }
    declareChecks(handle, table, List.of());
    handle.createUpdate(SQL.get("remove")).bind("name", table).execute();
    handle.createQuery(SQL.get("drop_table")).bind("name", table).mapToMap().list();
    Alerts.resolve(handle, AlertKind.MODEL_HELD, table);
  }

  /** Has every reader of a table computed whole, since all of the table may have changed. */
  public static void tellReadersAll(Handle handle, String table) {
    handle.createUpdate(SQL.get("tell_all")).bind("table", table).execute();
  }

  private static void declareChecks(Handle handle, String model, List<ModelCheck> checks) {
    handle
        .createQuery(SQL.get("declare_checks"))
        .bind("name", model)
        .bind("checks", StoredJson.write(checks))
        .mapToMap()
        .list();
  }

  /**
   * Waits for all layers, always in this order. {@link #register} and {@link #remove} begin with
   * it; who makes or changes a table before calls it first, so that no reader waits meanwhile. So
   * it waits however short the caller's patience is otherwise.
   */
  public static void lock(Handle handle) {
    String patience = handle.createQuery(SQL.get("patience")).mapTo(String.class).one();
    setPatience(handle, "0");
    LAYERS.forEach(
        layer ->
            handle.createQuery(LOCK.get("lock")).bind("layer", layer).mapTo(String.class).one());
    setPatience(handle, patience);
  }

  private static void setPatience(Handle handle, String time) {
    handle.createQuery(SQL.get("set_patience")).bind("time", time).mapTo(String.class).one();
  }

  private static ModelInForce inForce(ResultSet row, StatementContext context) throws SQLException {
    Duration every = Duration.ofMillis(row.getLong("every_millis"));
    ModelDeclaration declaration =
        new ModelDeclaration(
            row.getString("model_name"),
            row.getString("about"),
            texts(row, "grain"),
            texts(row, "slice"),
            every.isZero() ? Optional.empty() : Optional.of(every),
            row.getInt("looks_back"),
            ModelJson.checks(row.getString("checks")),
            row.getString("query"),
            1);
    return new ModelInForce(
        new JudgedModel(
            declaration,
            ModelJson.columns(row.getString("columns")),
            texts(row, "inputs"),
            Set.copyOf(texts(row, "reads"))),
        row.getInt("position"),
        ModelState.ofWord(row.getString("state")),
        row.getBoolean("built"),
        row.getString("problem"),
        row.getBoolean("shipped"),
        row.getBoolean("blocks"),
        Set.copyOf(texts(row, "input_columns")),
        new ModelReaders(texts(row, "readers"), Set.copyOf(texts(row, "read_columns"))),
        row.getBoolean("waits"),
        row.getBoolean("due"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
