package scout.activities.layers;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.checks.BlockingChecks;
import scout.activities.checks.CheckBlocked;
import scout.activities.checks.CheckLedger;
import scout.activities.checks.QualityChecks;
import scout.activities.database.Heartbeat;
import scout.activities.database.RolePool;
import scout.activities.models.ModelRefresh;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;
import scout.workflows.FailureCode;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.refresh.LayerResult;
import scout.workflows.refresh.RefreshRequest;

/** The steps of a refresh on PostgreSQL, logged in as the role that settles and refreshes. */
public final class LayerSteps implements LayerActivities {
  private static final String CHECKS = "checks";

  private final Jdbi jdbi;
  private final LayerSettings settings;
  private final SpareConnections spare;
  private final int batchFiles;

  /**
   * @param transform the database as {@code scout_transform}
   * @param spare silver types records on one while it writes others
   */
  public LayerSteps(RolePool transform, LayerSettings settings, SpareConnections spare) {
    this(transform, settings, spare, FileBatches.FILES);
  }

  LayerSteps(RolePool transform, LayerSettings settings, SpareConnections spare, int batchFiles) {
    this.jdbi = transform.jdbi();
    this.settings = settings;
    this.spare = spare;
    this.batchFiles = batchFiles;
  }

  @Override
  public LayerResult buildSilver(UUID refreshId, RefreshRequest request) {
    return step(
        refreshId,
        heartbeat -> {
          open(refreshId, request);
          boolean heldToo = request != null && request.urgent();
          SilverBatch.Settled settled = settle(refreshId, heldToo, heartbeat);
          return new LayerResult(
              settled.files(),
              settled.rows(),
              null,
              settled.became().transactions(),
              settled.became().lost(),
              null);
        });
  }

  private SilverBatch.Settled settle(UUID refreshId, boolean heldToo, Heartbeat heartbeat) {
    try (var another = spare.borrow();
        Silver silver = new Silver(jdbi, settings, another.granted(), batchFiles, heartbeat)) {
      return silver.build(refreshId, heldToo);
    }
  }

  @Override
  public LayerResult buildGold(UUID refreshId) {
    return build(ModelLayer.GOLD, refreshId);
  }

  @Override
  public LayerResult buildPlatinum(UUID refreshId) {
    return build(ModelLayer.PLATINUM, refreshId);
  }

  private LayerResult build(ModelLayer layer, UUID refreshId) {
    return step(
        refreshId,
        heartbeat -> {
          BlockingChecks checks = new BlockingChecks(heartbeat, settings.checkTimeout());
          long rows =
              heartbeat.inTransaction(
                  jdbi,
                  handle ->
                      layer.build(
                          handle,
                          refreshId,
                          checks,
                          new ModelRefresh(handle, settings.timeZone(), checks, heartbeat)));
          return LayerResult.ofRows(rows);
        });
  }

  @Override
  public LayerResult runChecks(UUID refreshId, RefreshRequest request) {
    return step(
        refreshId,
        heartbeat -> {
          open(refreshId, request);
          boolean alone = request != null && request.onlyChecks();
          String failed =
              new QualityChecks(jdbi, heartbeat, settings.checkTimeout()).runAll(refreshId, alone);
          jdbi.useTransaction(handle -> succeed(handle, refreshId, request, failed));
          return LayerResult.ofChecks(failed, Arrivals.now(jdbi).any());
        });
  }

  private static void succeed(
      Handle handle, UUID refreshId, RefreshRequest request, String failedChecks) {
    RefreshLog.succeed(handle, refreshId, failedChecks);
    Alerts.resolveAll(
        handle,
        AlertKind.REFRESH_FAILED,
        request == null || !request.onlyChecks()
            ? List.of(CHECKS, Silver.LAYER, ModelLayer.GOLD.word(), ModelLayer.PLATINUM.word())
            : List.of(CHECKS));
  }

  @Override
  public void recordFailure(UUID refreshId, String layer, String error) {
    jdbi.useTransaction(
        handle -> {
          RefreshLog.open(handle, refreshId, null);
          RefreshLog.fail(handle, refreshId, layer + ": " + error);
          // a blocking check that failed has opened its own alert
          if (!CheckLedger.blockedIn(handle, refreshId)) {
            Alerts.open(
                handle,
                Alert.of(
                    AlertKind.REFRESH_FAILED,
                    layer,
                    "The refresh failed and is tried again: " + error));
          }
        });
  }

  private void open(UUID refreshId, RefreshRequest request) {
    String reason = request == null ? null : request.reason();
    jdbi.useHandle(handle -> RefreshLog.open(handle, refreshId, reason));
  }

  private LayerResult step(UUID refreshId, Function<Heartbeat, LayerResult> work) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      return work.apply(heartbeat);
    } catch (CheckBlocked e) {
      jdbi.useTransaction(handle -> CheckLedger.record(handle, refreshId, e.check(), e.verdict()));
      throw FailureCode.CHECK_BLOCKED.failure(
          e.getMessage(), Map.of("check", e.check().checkName()));
    }
  }
}
