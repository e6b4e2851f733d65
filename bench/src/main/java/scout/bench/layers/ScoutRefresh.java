package scout.bench.layers;

import java.util.Arrays;
import java.util.UUID;
import scout.activities.layers.LayerSteps;
import scout.activities.layers.SpareConnections;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.refresh.RefreshRequest;

/**
 * A refresh by the worker's activities.
 *
 * @param silver seconds
 * @param gold seconds
 * @param platinum seconds
 * @param checks seconds
 */
record ScoutRefresh(double silver, double gold, double platinum, double checks) {
  /**
   * Refreshes all layers and runs all checks.
   *
   * @throws IllegalStateException if a check failed, or not exactly one file waited
   */
  static ScoutRefresh run(BenchDatabase database) {
    LayerActivities layers =
        new LayerSteps(database.transform(), BenchDatabase.SETTINGS, new SpareConnections(1));
    UUID id = UUID.randomUUID();
    RefreshRequest request = RefreshRequest.nudge("benchmark");
    long[] times = new long[5];
    times[0] = System.nanoTime();
    long files = layers.buildSilver(id, request).files();
    times[1] = System.nanoTime();
    layers.buildGold(id);
    times[2] = System.nanoTime();
    layers.buildPlatinum(id);
    times[3] = System.nanoTime();
    String failed = layers.runChecks(id, request).failedChecks();
    times[4] = System.nanoTime();
    if (files != 1 || failed != null) {
      throw new IllegalStateException(
          "The refresh took " + files + " files, and these checks failed: " + failed);
    }
    double[] s = new double[4];
    Arrays.setAll(s, step -> (times[step + 1] - times[step]) / 1e9);
    return new ScoutRefresh(s[0], s[1], s[2], s[3]);
  }

  /**
   * Runs the checks on the limit's rows. Otherwise the next refresh would check them too, since
   * checks cover all changes since they last passed.
   */
  static void check(BenchDatabase database) {
    String failed =
        new LayerSteps(database.transform(), BenchDatabase.SETTINGS, new SpareConnections(1))
            .runChecks(UUID.randomUUID(), RefreshRequest.nudge("benchmark"))
            .failedChecks();
    if (failed != null) {
      throw new IllegalStateException("These checks failed: " + failed);
    }
  }

  /** Seconds in all. */
  double total() {
    return silver + gold + platinum + checks;
  }
}
