package scout.activities.models;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.activities.checks.BlockingChecks;
import scout.activities.checks.CheckBlocked;
import scout.activities.database.Heartbeat;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;
import scout.workflows.rebuild.TableChange;

/**
 * Computes a layer's models again where what they read has changed, in the transaction that changes
 * the layer, which holds its lock. Each stands behind those that it reads, so a chain of any length
 * settles at once. A model that can't be computed is held: it keeps its rows and its queue, and
 * those that read it wait; all others go on.
 */
public final class ModelRefresh {
  private static final SqlFile SQL =
      SqlFile.load(ModelRefresh.class, "/scout/schema/models/model_refresh.sql");
  private static final String SAVEPOINT = "model";

  private final Handle handle;
  private final Heartbeat heartbeat;
  private final BlockingChecks checks;
  private final ModelRun run;

  /**
   * @param zone the business time zone
   * @param checks of the activity that changes the layer
   */
  public ModelRefresh(Handle handle, ZoneId zone, BlockingChecks checks, Heartbeat heartbeat) {
    this.handle = handle;
    this.heartbeat = heartbeat;
    this.checks = checks;
    this.run = new ModelRun(handle, zone, heartbeat);
  }

  /**
   * Computes what is due.
   *
   * @param layer {@code gold} or {@code platinum}
   * @return rows written or removed
   */
  public long refresh(String layer) {
    return each(layer, Optional.empty()).stream().mapToLong(TableChange::rows).sum();
  }

  /**
   * Computes what is due, and what a rebuild selects.
   *
   * @return what changed, model by model; none of one that is held
   */
  public List<TableChange> rebuild(String layer, ModelSelection selection) {
    return each(layer, Optional.of(selection));
  }

  private List<TableChange> each(String layer, Optional<ModelSelection> selection) {
    List<ModelInForce> all = ModelRegistry.all(handle);
    List<ModelInForce> models =
        all.stream().filter(model -> model.model().declaration().layer().equals(layer)).toList();
    if (models.isEmpty()) {
      return List.of();
    }
    Set<String> unreadable = new HashSet<>();
    all.stream()
        .filter(model -> !model.readable())
        .map(ModelInForce::table)
        .forEach(unreadable::add);
    ModelQueue queue = new ModelQueue(handle);
    List<TableChange> changes = new ArrayList<>();
    for (ModelInForce model : models) {
      heartbeat.stopIfEnded();
      boolean asked = model.due() || selection.isPresent();
      if (asked && model.model().inputs().stream().noneMatch(unreadable::contains)) {
        compute(model, queue, selection, unreadable).ifPresent(changes::add);
      }
    }
    return changes;
  }

  private Optional<TableChange> compute(
      ModelInForce model,
      ModelQueue queue,
      Optional<ModelSelection> selection,
      Set<String> unreadable) {
    ModelDeclaration declared = model.model().declaration();
    boolean waits = queue.take(model);
    selection.ifPresent(
        selected -> {
          if (selected.whole() || declared.slice().isEmpty()) {
            queue.addAll();
          } else {
            queue.add(selected, declared);
          }
        });
    ModelQueue.Due due = queue.due(declared.slice());
    if (due.slices() == 0) {
      return waits || selection.isEmpty() ? Optional.empty() : Optional.of(none(model));
    }
    handle.savepoint(SAVEPOINT);
    try {
      TableChange change = run.write(model, due, selection.isPresent());
      checks.requireOfModel(handle, model.table());
      handle.releaseSavepoint(SAVEPOINT);
      succeed(model);
      unreadable.remove(model.table());
      return Optional.of(change);
    } catch (CheckBlocked e) {
      hold(model, queue, ModelFailure.ofCheck(e.check().checkName(), e.verdict().message()));
    } catch (ModelFailure e) {
      hold(model, queue, e);
    }
    unreadable.add(model.table());
    return Optional.empty();
  }

  private static TableChange none(ModelInForce model) {
    return new TableChange(model.table(), 0, 0, 0, List.of());
  }

  private void succeed(ModelInForce model) {
    handle.createUpdate(SQL.get("succeed")).bind("name", model.table()).execute();
    if (!model.built()) {
      // its table may have lost rows when it was changed, of which nobody was told
      ModelRegistry.tellReadersAll(handle, model.table());
    }
    if (model.state() != ModelState.ACTIVE) {
      Alerts.resolve(handle, AlertKind.MODEL_HELD, model.table());
    }
  }

  private void hold(ModelInForce model, ModelQueue queue, ModelFailure failure) {
    handle.rollbackToSavepoint(SAVEPOINT);
    queue.putBack(model);
    handle
        .createUpdate(SQL.get("hold"))
        .bind("name", model.table())
        .bind("problem", failure.getMessage())
        .bind("too_long", failure.tooLong())
        .execute();
    Alerts.open(
        handle,
        Alert.of(
                AlertKind.MODEL_HELD,
                model.table(),
                "The model can't be computed: "
                    + failure.getMessage()
                    + ". Its table keeps its rows, and the models that read it wait.")
            .withCause(failure.getMessage()));
  }
}
