package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Refreshes;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepRequest;

/**
 * A fleet of seven devices that send one nested record a file, found by one sweep on the real
 * servers, events off: first without a setting, so that each device has one alert that says why
 * there are no sales; then with the settings that {@code ./scout fit} proposes, so that every sale
 * is in gold by its upload time. It takes some minutes, so the build leaves it out; docs/testing.md
 * has the command.
 */
class FleetFiles {
  private static final int FILES = Integer.getInteger("scout.files", 13_289);
  private static final int DEVICES = 7;
  private static final Duration LIMIT = Duration.ofMinutes(30);

  @Test
  void endInOneAlertADeviceAndThenInGold(@TempDir Path folder) throws Exception {
    try (Servers servers = Servers.start(folder)) {
      servers.namespace("fleet");
      servers.awaitNamespaces();
      try (Site site = new Site(servers, "fleet", false)) {
        upload(site);
        WorkerProcess worker = site.startWorker();
        settle(site);
        assertThat(site.one("SELECT count(*) FROM scout.silver_edge_transactions")).isEqualTo("0");
        assertThat(site.one("SELECT sum(records_lost) FROM scout.files"))
            .isEqualTo(Integer.toString(FILES));
        alerts(site, "without settings");
        assertThat(
                site.one(
                    "SELECT concat(count(*), ' ', sum(times_seen), ' ', min(severity), ' ',"
                        + " max(severity)) FROM scout.alerts"
                        + " WHERE kind = 'file_lost' AND resolved_at IS NULL"))
            .isEqualTo("%d %d critical critical".formatted(DEVICES, FILES));

        worker.kill();
        site.setting("SCOUT_PATHS_AMOUNT", "amount,totals.totalAmount");
        site.setting(
            "SCOUT_PATHS_PAYMENT_METHOD", "payment_method,transactionContext.paymentMethod");
        site.setting("SCOUT_TIME_FALLBACK", "uploaded_at");
        site.startWorker();
        rebuild(site);
        alerts(site, "with settings");
        assertThat(
                site.one(
                    "SELECT concat(count(*), ' ', count(amount), ' ',"
                        + " count(*) FILTER (WHERE time_source = 'upload'))"
                        + " FROM scout.silver_edge_transactions"))
            .isEqualTo("%1$d %1$d %1$d".formatted(FILES));
        assertThat(site.one("SELECT sum(transaction_count) FROM scout.gold_store_daily_summary"))
            .isEqualTo(Integer.toString(FILES));
        assertThat(site.one("SELECT sum(records_lost) FROM scout.files")).isEqualTo("0");
        assertThat(
                site.one(
                    "SELECT count(*) FROM scout.alerts WHERE kind = 'file_lost'"
                        + " AND resolved_at IS NULL"))
            .isEqualTo("0");
      }
    }
  }

  private static void upload(Site site) throws Exception {
    long began = System.nanoTime();
    site.uploadAll(FILES, FleetFiles::path, FleetFiles::record);
    took("uploaded", began);
  }

  private static String path(int i) {
    return "SCOUTPI-%04d/sale-%06d.json".formatted(1 + i % DEVICES, i);
  }

  private static byte[] record(int i) {
    return """
    {"storeId":"%d","deviceId":"SCOUTPI-%04d","timestamp":"","transactionId":"d478-%06d",\
    "items":[{"brandName":"Brand %d","productName":"Soap","sku":"SKU-%d","quantity":1,\
    "unitPrice":%4$d.08,"totalPrice":%4$d.08}],"totals":{"totalAmount":%4$d.08},\
    "transactionContext":{"duration":6.0,"paymentMethod":"cash"}}
    """
        .formatted(102 + i % DEVICES, 1 + i % DEVICES, i, 1 + i % 90, i % 400)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void settle(Site site) throws Exception {
    long began = System.nanoTime();
    EdgeSweep sweep =
        site.client()
            .newWorkflowStub(
                EdgeSweep.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.EDGE_SWEEP_BY_HAND)
                    .setTaskQueue(TaskQueues.INGEST)
                    .build());
    sweep.run(new SweepRequest(false));
    until(
        "all are archived",
        () ->
            site.one("SELECT count(*) FROM scout.files WHERE status = 'archived'")
                .equals(Integer.toString(FILES)));
    took("archived", began);
    Refreshes.request(site.client(), new RefreshRequest("the test", true, false));
    until(
        "the layers are settled",
        () ->
            site.one(
                    "SELECT NOT EXISTS (SELECT FROM scout.files"
                        + " WHERE silver_generation IS DISTINCT FROM generation)"
                        + " AND NOT EXISTS (SELECT FROM scout.refreshes WHERE outcome = 'running')")
                .equals("t"));
    took("archived and settled", began);
  }

  private static void rebuild(Site site) {
    long began = System.nanoTime();
    site.client()
        .newWorkflowStub(
            Rebuild.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.REBUILD)
                .setTaskQueue(TaskQueues.LAYERS)
                .build())
        .run(new RebuildRequest(Layer.SILVER, null, null, null, false), null);
    took("rebuilt", began);
  }

  private static void alerts(Site site, String when) {
    System.out.println(when + ":");
    site.lines(
            "SELECT concat_ws(' | ', kind, subject, severity, times_seen,"
                + " CASE WHEN resolved_at IS NULL THEN 'open' ELSE 'resolved' END, message)"
                + " FROM scout.alerts ORDER BY kind, subject")
        .forEach(System.out::println);
  }

  private static void took(String what, long began) {
    System.out.printf("%d files %s after %.1f s%n", FILES, what, (System.nanoTime() - began) / 1e9);
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    Await.until(what, LIMIT, condition, () -> "");
  }
}
