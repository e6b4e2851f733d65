package scout.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.settings.SettingException;
import scout.workflows.TaskQueues;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

class WorkerApplicationTest {
  private static final String PREFIX = "scout/v1/bronze/";
  private static final String RECORD =
      "{\"transaction_id\":\"t%d\",\"store_id\":\"s1\",\"timestamp\":\"2025-03-01T10:00:00Z\","
          + "\"amount\":1.50,\"currency\":\"EUR\"}\n";

  /** Six records that load; one has no id, two no time, and of two with an id the later counts. */
  private static final String LOSSY =
      """
      {"store_id": "s2", "timestamp": "2025-03-14T09:00:00Z", "amount": 1}
      {"transaction_id": "l1", "store_id": "s2", "amount": 1}
      {"transaction_id": "l2", "store_id": "s2", "timestamp": "never", "amount": 1}
      {"transaction_id": "l3", "store_id": "s2", "timestamp": "2025-03-14T09:00:00Z", "amount": 1}
      {"transaction_id": "l3", "store_id": "s2", "timestamp": "2025-03-14T09:00:00Z", "amount": 2}
      {"transaction_id": "l4", "store_id": "s2", "timestamp": "2025-03-14T09:00:00Z", "amount": 1}
      """;

  private static final String NOBODY_IS_LOGGED_IN =
      "SELECT count(*) FROM (SELECT count(*) AS logins FROM pg_stat_activity"
          + " WHERE usename LIKE 'scout%') AS backends WHERE logins = 0";

  private static Servers servers;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    servers = new Servers(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    servers.close();
  }

  private static void upload(String key, int records) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < records; i++) {
      lines.append(RECORD.formatted(i));
    }
    upload(key, lines.toString());
  }

  private static void upload(String key, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    servers.store().writer().put(PREFIX + key, new ByteArrayInputStream(bytes), bytes.length);
  }

  private static EdgeSweep sweep(String id) {
    return servers
        .client()
        .newWorkflowStub(
            EdgeSweep.class,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.INGEST).build());
  }

  private static long count(String sql) {
    return servers.owner().jdbi().withHandle(handle -> handle.select(sql).mapTo(Long.class).one());
  }

  private static void until(String sql) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (count(sql) == 0) {
      assertThat(System.nanoTime()).as(sql).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void takesFileFromBucketToGold() throws Exception {
    upload("till-1/a.jsonl", 3);
    upload("till-1/lossy.jsonl", LOSSY);
    Map<String, String> settings = new HashMap<>(servers.settings());
    settings.put("SCOUT_METRICS_PORT", "0");
    settings.put("SCOUT_EVENT_DELAY", "PT24H");
    try (var application = WorkerApplication.start(settings)) {
      assertThat(application.isRunning()).isTrue();
      assertThat(sweep("first").run(new SweepRequest(true)).handedOver()).isEqualTo(2);
      until(
          "SELECT count(*) FROM scout.gold_store_daily_summary"
              + " WHERE store_id = 's1' AND transaction_count = 3 AND total_revenue = 4.50");
      until(
          "SELECT count(*) FROM scout.refreshes WHERE outcome = 'succeeded'"
              + " AND NOT EXISTS (SELECT FROM scout.files"
              + " WHERE silver_generation IS DISTINCT FROM generation)"
              + " AND NOT EXISTS (SELECT FROM scout.refreshes WHERE outcome = 'running')");
      int port = application.getBean(MonitoringPage.class).port();
      assertThat(get(port, "/health").statusCode()).isEqualTo(200);
      assertThat(get(port, "/metrics").body())
          .contains(
              "\nscout_files_total{outcome=\"loaded\"} 2.0\n",
              "\nscout_records_total{outcome=\"loaded\"} 9.0\n",
              "\nscout_records_total{outcome=\"rejected\"} 0.0\n",
              "\nscout_records_lost_total{cause=\"unkeyed\"} 1.0\n",
              "\nscout_records_lost_total{cause=\"rejected\"} 2.0\n",
              "\nscout_records_lost_total{cause=\"overridden\"} 1.0\n",
              "\nscout_load_seconds_count 2\n",
              "\nscout_refresh_seconds_count{layer=\"platinum\"} ",
              "\nscout_events_lost_total 0.0\n",
              "\njvm_memory_used_bytes{");
      settings.put("SCOUT_METRICS_PORT", Integer.toString(port));
      assertThatThrownBy(() -> WorkerApplication.start(settings))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("SCOUT_METRICS_PORT: nobody can listen on 127.0.0.1:" + port);
    }

    assertThat(
            count(
                "SELECT count(*) FROM scout.files WHERE status = 'archived'"
                    + " AND object_key LIKE '%/till-1/a.jsonl' AND device_id = 'till-1'"))
        .isEqualTo(1);
    until(NOBODY_IS_LOGGED_IN);
  }

  @Test
  void stoppedInTheMiddleOfLoadLosesNothing() throws Exception {
    int records = Boolean.getBoolean("scout.long") ? 200_000 : 80_000;
    upload("till-2/large.jsonl", records);
    try (var application = WorkerApplication.start(servers.settings())) {
      EdgeSweep sweep = sweep("second");
      WorkflowClient.start(sweep::run, new SweepRequest(true));
      until("SELECT count(*) FROM scout.files WHERE object_key LIKE '%/large.jsonl'");
      assertThat(application.isRunning()).isTrue();
    }
    until(NOBODY_IS_LOGGED_IN);
    servers.restartTemporal();
    try (var application = WorkerApplication.start(servers.settings())) {
      sweep("third").run(new SweepRequest(true));
      assertThat(application.isRunning()).isTrue();
    }

    assertThat(
            count(
                "SELECT records_loaded FROM scout.files"
                    + " WHERE object_key LIKE '%/large.jsonl' AND status = 'archived'"))
        .isEqualTo(records);
    assertThat(count("SELECT count(*) FROM scout.bronze_edge_raw WHERE file_name = 'large.jsonl'"))
        .isEqualTo(records);
  }

  @Test
  void saysOnceThatTheBucketKeepsNoVersionsAndHowTheDatabaseOrdersTexts() {
    PrintStream screen = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      WorkerApplication.start(servers.settings()).close();
    } finally {
      System.setOut(screen);
    }
    assertThat(said.toString(StandardCharsets.UTF_8).split("THE BUCKET sample KEEPS NO VERSIONS"))
        .hasSize(2);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains(", which orders texts by the ");
  }

  @Test
  void sweepThatWaitsLeavesTheOnlySlotToItsLoads() throws Exception {
    upload("till-3/a.jsonl", 3);
    Map<String, String> settings = new HashMap<>(servers.settings());
    settings.put("SCOUT_LOAD_SLOTS", "1");
    try (var application = WorkerApplication.start(settings)) {
      EdgeSweep sweep = sweep("slot");
      WorkflowClient.start(sweep::run, new SweepRequest(true));

      assertThat(
              WorkflowStub.fromTyped(sweep)
                  .getResult(60, TimeUnit.SECONDS, SweepResult.class)
                  .handedOver())
          .isEqualTo(1);
      assertThat(application.isRunning()).isTrue();
    }
  }

  @Test
  void wrongSettingIsNamedBeforeAnythingIsOpened() {
    Map<String, String> settings = new HashMap<>(servers.settings());
    settings.remove("TEMPORAL_ADDRESS");
    assertThatThrownBy(() -> WorkerApplication.start(settings))
        .isInstanceOf(SettingException.class)
        .hasMessage("TEMPORAL_ADDRESS: is not set; give it a value and start again");
  }

  @Test
  void unreachableDatabaseIsNamed() {
    Map<String, String> settings = new HashMap<>(servers.settings());
    settings.put("SCOUT_DB_URL", "jdbc:postgresql://127.0.0.1:1/none");
    assertThatThrownBy(() -> WorkerApplication.start(settings))
        .isInstanceOf(ServiceUnreachable.class)
        .hasMessageStartingWith(
            "The database refuses scout_ingest at jdbc:postgresql://127.0.0.1:1/none: Connection"
                + " to 127.0.0.1:1 refused");
  }

  @Test
  void unreachableTemporalIsNamed() {
    Map<String, String> settings = new HashMap<>(servers.settings());
    settings.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    assertThatThrownBy(() -> WorkerApplication.start(settings))
        .isInstanceOf(ServiceUnreachable.class)
        .hasMessage(
            "Temporal does not answer at 127.0.0.1:1; start it, or correct TEMPORAL_ADDRESS");
  }
}
