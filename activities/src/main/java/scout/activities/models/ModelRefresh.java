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
  private final ModelSettings settings;
  private final ModelRun run;

  /**
   * @param zone the business time zone
   * @param checks of the activity that changes the layer
   */
  public ModelRefresh(Handle handle, ZoneId zone, BlockingChecks checks, Heartbeat heartbeat) {
    this.handle = handle;
    this.heartbeat = heartbeat;
    this.checks = checks;
    this.settings = new ModelSettings(handle, zone);
    this.run = new ModelRun(handle, settings, heartbeat);
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
    Set<String> unreadable = new HashSet<>();
    all.stream()
        .filter(model -> !model.readable())
        .map(ModelInForce::table)
        .forEach(unreadable::add);
    ModelQueue queue = new ModelQueue(handle);
    List<TableChange> changes = new ArrayList<>();
    Set<String> waiting = new HashSet<>();
    all.stream().filter(ModelInForce::waits).map(ModelInForce::table).forEach(waiting::add);
    for (ModelInForce model : all) {
      heartbeat.stopIfEnded();
      boolean asked = model.due() && waiting.contains(model.table()) || selection.isPresent();
      if (model.model().declaration().layer().equals(layer)
          && asked
          && model.model().inputs().stream().noneMatch(unreadable::contains)) {
        compute(model, queue, selection, unreadable)
            .ifPresent(
                change -> {
                  changes.add(change);
                  waiting.addAll(model.readers().names());
                });
      }
    }
    settings.end();
    return changes;
  }

  private Optional<TableChange> compute(
      ModelInForce model,
      ModelQueue queue,
      Optional<ModelSelection> selection,
      Set<String> unreadable) {
    handle.savepoint(SAVEPOINT);
    try {
      ModelQueue.Due due = due(model, queue, selection);
      Optional<TableChange> change = Optional.empty();
      if (due.slices() > 0) {
        change = Optional.of(write(model, due, selection.isPresent()));
        unreadable.remove(model.table());
      } else if (selection.isPresent()) {
        change = Optional.of(new TableChange(model.table(), 0, 0, 0, List.of()));
      }
      handle.releaseSavepoint(SAVEPOINT);
      return change;
    } catch (CheckBlocked e) {
      hold(model, queue, ModelFailure.ofCheck(e.check().checkName(), e.verdict().message()));
    } catch (ModelFailure e) {
      hold(model, queue, e);
    }
    unreadable.add(model.table());
    return Optional.empty();
  }

  /** The queue is emptied before the inputs are read; what is committed later waits anew. */
  private static ModelQueue.Due due(
      ModelInForce model, ModelQueue queue, Optional<ModelSelection> selection) {
    ModelQueue.Due waiting = queue.take(model);
    if (selection.isEmpty()) {
      return waiting;
    }
    ModelDeclaration declared = model.model().declaration();
    return selection.get().whole() || declared.slice().isEmpty()
        ? queue.addAll(declared)
        : queue.add(selection.get(), declared);
  }

  private TableChange write(ModelInForce model, ModelQueue.Due due, boolean first) {
    TableChange change = run.write(model, due, first);
    if (model.blocks()) {
      settings.end();
      checks.requireOfModel(handle, model.table());
    }
    ModelRegistry.succeed(handle, model.table());
    if (!model.built()) {
      // its table may have lost rows when it was changed, of which nobody was told
      ModelRegistry.tellReadersAll(handle, model.table());
    }
    if (model.state() != ModelState.ACTIVE) {
      Alerts.resolve(handle, AlertKind.MODEL_HELD, model.table());
    }
    return change;
  }

  private void hold(ModelInForce model, ModelQueue queue, ModelFailure failure) {
    handle.rollbackToSavepoint(SAVEPOINT);
    settings.undone();
    queue.compact(model);
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
