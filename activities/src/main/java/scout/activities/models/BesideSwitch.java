package scout.activities.models;

import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;
import scout.schema.StoredJson;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;

/**
 * Brings a model's rows from beside into its table, which keeps its identity. Three transactions:
 * the first and the last change the table's form and hold it for a moment; the one between writes
 * the rows, while everybody reads the old ones. Each can be done again.
 */
public final class BesideSwitch {
  private static final SqlFile SQL = BesideModels.SQL;

  private final Handle handle;
  private final BesideModel model;
  private final ModelDeclaration declared;

  /** In the transaction of the handle. */
  public BesideSwitch(Handle handle, BesideModel model) {
    this.handle = handle;
    this.model = model;
    this.declared = model.model().declaration();
  }

  /** No refresh computes the model until the switch is over. */
  public static void stopRefreshes(Handle handle, String table) {
    handle.createUpdate(SQL.get("stop_refreshes")).bind("name", table).execute();
  }

  /** Makes the table ready for the rows; the caller holds all layers. */
  public void open() {
    stopRefreshes(handle, model.table());
    if (hasTable()) {
      formed(handle.createQuery(SQL.get("open"))).mapToMap().list();
    } else {
      ModelRegistry.makeTable(handle, model.model());
    }
  }

  private boolean hasTable() {
    return handle
        .createQuery(SQL.get("table_is_there"))
        .bind("name", model.table())
        .mapTo(boolean.class)
        .one();
  }

  private <S extends SqlStatement<S>> S formed(S statement) {
    return statement
        .bind("name", model.table())
        .bind("columns", StoredJson.write(model.model().columns()))
        .bindArray("grain", String.class, declared.grain())
        .bindArray("slice", String.class, declared.slice());
  }

  /** Writes what differs, and tells those who read the table. */
  public void write() {
    Map<String, String> present = present();
    boolean sameKey =
        handle
            .createQuery(SQL.get("has_key"))
            .bind("name", model.table())
            .mapTo(boolean.class)
            .one();
    BesideRows rows = new BesideRows(model, present, sameKey);
    handle.execute(SQL.get("plan_by_hash"));
    handle.execute(rows.delete());
    handle.execute(rows.insert());
    handle.execute(SQL.get("plan_as_usual"));
    formed(handle.createQuery(SQL.get("index"))).mapToMap().list();
    handle.createUpdate(SQL.get("written")).bind("place", model.place()).execute();
  }

  /** Each declared column, and the name that it has until the switch is over. */
  private Map<String, String> present() {
    return handle
        .createQuery(SQL.get("present"))
        .bind("name", model.table())
        .bind("columns", StoredJson.write(model.model().columns()))
        .map((row, context) -> Map.entry(row.getString("declared"), row.getString("present")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Gives the table its last form; {@link ModelRegistry#register} comes behind it. */
  public void close(JudgedModel judged) {
    formed(handle.createQuery(SQL.get("close")))
        .bind("about", judged.declaration().about())
        .mapToMap()
        .list();
  }

  /** Lets refreshes compute the model from here on; what came in meanwhile waits for the next. */
  public void takeOver() {
    handle
        .createUpdate(SQL.get("take_over"))
        .bind("name", model.table())
        .bind("place", model.place())
        .execute();
    ModelRegistry.succeed(handle, model.table());
    Alerts.resolve(handle, AlertKind.MODEL_HELD, model.table());
  }
}
