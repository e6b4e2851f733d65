package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.database.Heartbeat;
import scout.activities.database.RolePool;
import scout.settings.DatabaseRole;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** Partitions, payload keys, nudges and interruption. */
class SideStepsTest {
  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    inbox.close();
  }

  @Test
  void givesUpWhereTheBucketRefusesTheCredential() {
    String key = inbox.upload("till-01/denied.json", "{}");

    try (IngestSteps refused = inbox.withWrongSecret()) {
      assertThatThrownBy(
              () -> refused.load(new LoadRequest("sample", key, null, false, null, null)))
          .isInstanceOfSatisfying(
              ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue())
          .hasMessageContaining("SCOUT_S3_SECRET_KEY")
          .hasMessageNotContaining("wrong");
    }
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.LOADED);
  }

  private static void ready(BronzePartitions partitions, Instant time) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      partitions.ready(time, heartbeat);
    }
  }

  @Test
  void makesTheMonthThatIsMissing() {
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    BronzePartitions partitions = new BronzePartitions(jdbi);

    ready(partitions, Instant.parse("2031-12-31T23:59:59.999999Z"));
    ready(partitions, Instant.parse("2032-01-01T00:00:00Z"));
    ready(new BronzePartitions(jdbi), Instant.parse("2032-01-31T12:00:00Z"));

    assertThat(
            inbox.lines(
                "SELECT inhrelid::regclass::text FROM pg_inherits"
                    + " WHERE inhparent = 'scout.bronze_records'::regclass"
                    + " AND inhrelid::regclass::text ~ '_203' ORDER BY 1"))
        .containsExactly("scout.bronze_edge_raw_2031_12", "scout.bronze_edge_raw_2032_01");
  }

  @Test
  void manyFirstLoadsOfAMonthMakeItOnce() throws Exception {
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    ExecutorService loads = Executors.newFixedThreadPool(8);
    try {
      for (int month = 1; month <= 12; month++) {
        Instant time = Instant.parse("2040-%02d-15T00:00:00Z".formatted(month));
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          all.add(loads.submit(() -> ready(new BronzePartitions(jdbi), time)));
        }
        for (Future<?> each : all) {
          each.get(30, TimeUnit.SECONDS);
        }
      }
    } finally {
      loads.shutdownNow();
    }
    assertThat(
            inbox.lines(
                "SELECT count(*)::text FROM pg_inherits"
                    + " WHERE inhparent = 'scout.bronze_records'::regclass"
                    + " AND inhrelid::regclass::text ~ '_2040_'"))
        .containsExactly("12");
  }

  @Test
  void waitsNoLongerForTheMonthOnceTheWorkerStops() throws Exception {
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    Instant time = Instant.parse("2034-01-01T00:00:00Z");
    ExecutorService load = Executors.newSingleThreadExecutor();
    try (Handle other = inbox.owner.open()) {
      other.begin();
      other.execute("LOCK TABLE scout.bronze_records IN SHARE MODE");
      Future<?> waiting = load.submit(() -> ready(new BronzePartitions(jdbi), time));
      while (inbox.one("SELECT count(*)::text FROM pg_locks WHERE NOT granted").equals("0")) {
        assertThat(waiting).isNotDone();
        Thread.sleep(20);
      }
      load.shutdownNow();
      assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CancellationException.class);
      other.rollback();
    } finally {
      load.shutdownNow();
    }
    assertThat(partitionAlerts()).isEqualTo("0");
  }

  @Test
  void opensAnAlertWhereTheMonthCantBeMade() {
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    inbox.owner.useHandle(
        h -> h.execute("REVOKE EXECUTE ON FUNCTION scout.ensure_partition FROM scout_ingest"));
    Instant time = Instant.parse("2033-01-01T00:00:00Z");
    try {
      assertThatThrownBy(() -> ready(new BronzePartitions(jdbi), time))
          .hasMessageContaining("denied");
      assertThat(partitionAlerts()).isEqualTo("1");
    } finally {
      inbox.owner.useHandle(
          h -> h.execute("GRANT EXECUTE ON FUNCTION scout.ensure_partition TO scout_ingest"));
    }
    ready(new BronzePartitions(jdbi), time);
    assertThat(partitionAlerts()).isEqualTo("0");
  }

  @Test
  void makesAPartitionAgainThatWasDropped() {
    LoadResult first = inbox.load(inbox.upload("till-01/before.jsonl", "{\"n\":1}\n"));
    String month =
        inbox.one(
            "SELECT tableoid::regclass::text FROM scout.bronze_records WHERE file_id = ?",
            first.fileId());
    inbox.owner.useHandle(
        h -> {
          h.execute("DROP TABLE " + month);
          h.execute("DELETE FROM scout.files WHERE file_id = ?", first.fileId());
        });
    String key = inbox.upload("till-01/after.jsonl", "{\"n\":1}\n");

    assertThatThrownBy(() -> inbox.load(key)).isInstanceOf(LoadFailed.class);
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.LOADED);
  }

  @Test
  void countsPayloadKeys() {
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    UUID one = UUID.randomUUID();
    try (PayloadKeys keys = new PayloadKeys(jdbi)) {
      keys.add(one, Map.of("k1", 2L, "k2", 3L), Set.of());
      keys.write();
      keys.add(UUID.randomUUID(), Map.of("k1", 5L), Set.of());
    }

    assertThat(
            inbox.lines(
                "SELECT key, count, example_file FROM scout.payload_keys"
                    + " WHERE key IN ('k1', 'k2') ORDER BY key"))
        .containsExactly("k1|7|" + one, "k2|3|" + one);
  }

  @Test
  void writesANewPayloadKeyWithTheFileThatBringsIt() {
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    UUID one = UUID.randomUUID();
    UUID two = UUID.randomUUID();
    Map<String, Long> ofTwo = Map.of("n1", 4L, "n2", 1L);
    try (PayloadKeys keys = new PayloadKeys(jdbi)) {
      Set<String> first =
          jdbi.inTransaction(handle -> keys.register(handle, one, Map.of("n1", 2L)));
      assertThat(first).containsExactly("n1");
      assertThat(counted()).containsExactly("n1|2|" + one);
      keys.add(one, Map.of("n1", 2L), first);

      Set<String> second = jdbi.inTransaction(handle -> keys.register(handle, two, ofTwo));
      assertThat(second).containsExactly("n2");
      keys.add(two, ofTwo, second);
    }

    assertThat(counted()).containsExactly("n1|6|" + one, "n2|1|" + two);
  }

  private static List<String> counted() {
    return inbox.lines(
        "SELECT key, count, example_file FROM scout.payload_keys"
            + " WHERE key ~ '^n[12]$' ORDER BY key");
  }

  @Test
  void loadsThoughTheNudgeFails() {
    String key = inbox.upload("till-01/nudge.jsonl", "{\"n\":1}\n");
    try (IngestSteps ingestion =
        new IngestSteps(
            inbox.database.as(DatabaseRole.INGEST),
            inbox.store,
            Inbox.AREA,
            IngestSettings.defaults(),
            () -> {
              throw new IllegalStateException("no server");
            })) {
      assertThat(
              ingestion
                  .load(
                      new scout.workflows.journey.LoadRequest(
                          "sample", key, null, false, null, null))
                  .status())
          .isEqualTo(FileStatus.LOADED);
    }
  }

  @Test
  void rollsBackWhenItsThreadIsInterruptedWhileTheDatabaseBlocks() throws Exception {
    String key = inbox.upload("till-01/blocked.jsonl", "{\"n\":1}\n");
    ExecutorService worker = Executors.newSingleThreadExecutor();
    try (RolePool own = RolePool.open(inbox.database.settings(DatabaseRole.INGEST), 2);
        IngestSteps ingestion =
            new IngestSteps(own, inbox.store, Inbox.AREA, IngestSettings.defaults(), () -> {});
        Handle blocker = inbox.owner.open()) {
      blocker.begin();
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      blocker.execute("LOCK TABLE scout.bronze_records IN SHARE MODE");
      Future<LoadResult> load =
          worker.submit(
              () -> {
                thread.complete(Thread.currentThread());
                return ingestion.load(
                    new scout.workflows.journey.LoadRequest(
                        "sample", key, null, false, null, null));
              });
      while (inbox
          .one("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
          .equals("0")) {
        Thread.sleep(20);
      }
      thread.get().interrupt();

      assertThatThrownBy(() -> load.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CancellationException.class);
      blocker.rollback();
    } finally {
      worker.shutdownNow();
    }
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.LOADED);
    assertThat(inbox.contradictions()).isEmpty();
  }

  private static String partitionAlerts() {
    return inbox.one(
        "SELECT count(*) FROM scout.alerts WHERE kind = 'partition' AND resolved_at IS NULL");
  }
}
