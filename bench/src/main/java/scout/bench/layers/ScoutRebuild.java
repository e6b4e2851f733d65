package scout.bench.layers;

import scout.activities.layers.RebuildSteps;
import scout.activities.layers.SpareConnections;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildRequest;

/** A rebuild of all layers by the worker's activities, in their order. */
final class ScoutRebuild {
  private ScoutRebuild() {}

  static void run(BenchDatabase database) {
    RebuildSteps rebuilds =
        new RebuildSteps(
            database.transform(),
            BenchDatabase.SETTINGS,
            new SpareConnections(1),
            () -> {}); // nobody waits
    RebuildRequest request = new RebuildRequest(Layer.SILVER, null, null, null, false);
    RebuildPlan plan = rebuilds.planSilver(request);
    Long after = 0L;
    while (after != null) {
      after = rebuilds.rebuildSilver(request, plan, after).after();
    }
    analyse(database, "silver_edge_transactions");
    rebuilds.rebuildLayer(Layer.GOLD, request);
    analyse(database, "gold_store_daily_summary");
    rebuilds.rebuildLayer(Layer.PLATINUM, request);
  }

  private static void analyse(BenchDatabase database, String table) {
    database.owner().useHandle(handle -> BenchDatabase.analyse(handle, table));
  }
}
