package scout.activities.layers;

import io.temporal.testing.TestActivityEnvironment;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.TableChange;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.refresh.LayerResult;
import scout.workflows.refresh.RefreshRequest;

/** A database of its own with a loader that is played and the layers' activities as they run. */
final class LayerStage implements AutoCloseable {
  final TestDatabase database;
  final Jdbi owner;
  final PlayedLoader loader;
  final LayerActivities layers;

  private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();

  LayerStage(LayerSettings settings) throws Exception {
    this(settings, TestDatabase.create());
  }

  /** Settles three files at a time, so that most rounds have several batches. */
  static LayerStage inSmallBatches(LayerSettings settings) throws Exception {
    return new LayerStage(settings, TestDatabase.create(), 3);
  }

  /** On this database, which is closed with the stage. */
  LayerStage(LayerSettings settings, TestDatabase database) {
    this(settings, database, FileBatches.FILES);
  }

  private LayerStage(LayerSettings settings, TestDatabase database, int batchFiles) {
    this.database = database;
    owner = database.owner();
    loader = new PlayedLoader(owner);
    environment.registerActivitiesImplementations(
        new LayerSteps(
            database.as(DatabaseRole.TRANSFORM), settings, new SpareConnections(1), batchFiles));
    layers = environment.newActivityStub(LayerActivities.class);
  }

  /** A whole refresh; gives back what the checks said. */
  LayerResult refresh() {
    UUID id = UUID.randomUUID();
    RefreshRequest request = RefreshRequest.nudge("test");
    layers.buildSilver(id, request);
    layers.buildGold(id);
    layers.buildPlatinum(id);
    return layers.runChecks(id, request);
  }

  /** A rebuild of everything from this layer on, by a worker with flat paths and this zone. */
  List<TableChange> rebuild(ZoneId zone, Layer layer) {
    return rebuild(zone, new RebuildRequest(layer, null, null, null, false));
  }

  /** A rebuild as the request says. */
  List<TableChange> rebuild(ZoneId zone, RebuildRequest request) {
    RebuildSteps rebuilds = rebuilds(zone);
    if (request.onlyShows()) {
      return rebuilds.previewRebuild(request);
    }
    return request.layer().andAbove().stream()
        .flatMap(each -> rebuilds.rebuildLayer(each, request).stream())
        .toList();
  }

  /** The steps of a rebuild, by a worker with flat paths and this zone. */
  RebuildSteps rebuilds(ZoneId zone) {
    return new RebuildSteps(
        database.as(DatabaseRole.TRANSFORM),
        LayerSettings.of(zone),
        new SpareConnections(1),
        () -> {});
  }

  /** The rows of a query, as the owner. */
  List<Map<String, Object>> rows(String sql, Object... arguments) {
    return owner.withHandle(handle -> handle.select(sql, arguments).mapToMap().list());
  }

  /** The one value of a query, as text. */
  String value(String sql, Object... arguments) {
    return owner.withHandle(
        handle -> handle.select(sql, arguments).mapTo(String.class).findOne().orElse(null));
  }

  /** The one column of a query, as texts. */
  List<String> texts(String sql, Object... arguments) {
    return owner.withHandle(handle -> handle.select(sql, arguments).mapTo(String.class).list());
  }

  void execute(String sql, Object... arguments) {
    owner.useHandle(handle -> handle.execute(sql, arguments));
  }

  @Override
  public void close() {
    environment.close();
    database.close();
  }
}
