package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.database.Heartbeat;
import scout.activities.database.RolePool;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.UploadMoment;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.storage.StoredObject;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** Zombies, races and lost replies: whatever happens, bronze holds each record once. */
class ExactlyOnceTest {
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

  @AfterEach
  void everythingIsAccountedFor() {
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void theOlderOfTwoAttemptsLoses() {
    String key = inbox.upload("till-01/zombie.jsonl", records(10));
    StoredObject object = inbox.store.stat(key).orElseThrow();
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    Ledger ledger = new Ledger(Inbox.AREA);
    LedgerFile zombie = jdbi.withHandle(h -> ledger.claim(h, object, upload(object))).orElseThrow();
    LedgerFile second = jdbi.withHandle(h -> ledger.claim(h, object, upload(object))).orElseThrow();
    assertThat(second.fileId()).isEqualTo(zombie.fileId());
    assertThat(second.attempt()).isEqualTo(2);

    try (Heartbeat heartbeat = Heartbeat.start();
        PayloadKeys keys = new PayloadKeys(jdbi)) {
      FileLoad loading = loading(jdbi, ledger, keys);
      assertThatThrownBy(
              () ->
                  loading.load(
                      zombie, inbox.store.open(key, null), upload(object), null, heartbeat))
          .isInstanceOf(AttemptSuperseded.class);
      assertThat(inbox.row(zombie.fileId())).containsEntry("status", "loading");
      assertThat(rows(zombie)).isEqualTo("0");

      assertThat(
              loading
                  .load(second, inbox.store.open(key, null), upload(object), null, heartbeat)
                  .status())
          .isEqualTo(FileStatus.LOADED);
      assertThat(rows(zombie)).isEqualTo("10");

      assertThatThrownBy(
              () ->
                  loading.load(
                      zombie, inbox.store.open(key, null), upload(object), null, heartbeat))
          .isInstanceOf(AttemptSuperseded.class);
    }
    assertThat(rows(zombie)).isEqualTo("10");
    assertThat(inbox.row(zombie.fileId())).containsEntry("generation", 1);
  }

  @Test
  void aClaimThatWasCutShortIsTakenOver() {
    String key = inbox.upload("till-01/cut-short.jsonl", records(3));
    StoredObject object = inbox.store.stat(key).orElseThrow();
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    Optional<LedgerFile> cut =
        jdbi.withHandle(h -> new Ledger(Inbox.AREA).claim(h, object, upload(object)));
    assertThat(cut).isPresent();

    LoadResult first = inbox.load(key);

    assertThat(first.status()).isEqualTo(FileStatus.LOADED);
    assertThat(inbox.row(first.fileId())).containsEntry("attempt", 2);
  }

  @Test
  void aDiscardFencesOffARunningLoad() {
    String key = inbox.upload("till-01/discarded.jsonl", records(3));
    StoredObject object = inbox.store.stat(key).orElseThrow();
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    Ledger ledger = new Ledger(Inbox.AREA);
    LedgerFile claim = jdbi.withHandle(h -> ledger.claim(h, object, upload(object))).orElseThrow();
    inbox.discard(key, "d1");

    try (Heartbeat heartbeat = Heartbeat.start();
        PayloadKeys keys = new PayloadKeys(jdbi)) {
      assertThatThrownBy(
              () ->
                  loading(jdbi, ledger, keys)
                      .load(claim, inbox.store.open(key, null), upload(object), null, heartbeat))
          .isInstanceOf(AttemptSuperseded.class);
    }
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.DISCARDED);
    assertThat(rows(claim)).isEqualTo("0");
  }

  @Test
  void aLostReplyToCommitDoublesNothing() throws Exception {
    DatabaseSettings direct = inbox.database.settings(DatabaseRole.INGEST);
    URI url = URI.create(direct.url().substring("jdbc:".length()));
    try (LostReplies proxy = new LostReplies(url.getPort());
        RolePool database =
            RolePool.open(
                new DatabaseSettings(
                    "jdbc:postgresql://127.0.0.1:" + proxy.port() + url.getPath(),
                    direct.user(),
                    direct.password()),
                2);
        IngestSteps ingestion =
            new IngestSteps(
                database, inbox.store, Inbox.AREA, IngestSettings.defaults(), () -> {})) {
      String key = inbox.upload("till-01/lost-commit.jsonl", records(500));
      LoadRequest request = new LoadRequest("sample", key, null, false, null, null);
      // the first load also commits the month
      ingestion.load(
          new LoadRequest(
              "sample", inbox.upload("till-01/first.jsonl", records(1)), null, false, null, null));
      proxy.loseNextCommit();

      assertThatThrownBy(() -> ingestion.load(request)).isInstanceOf(Exception.class);
      assertThat(proxy.lost()).isTrue();
      LoadResult result = ingestion.load(request);

      assertThat(result.status()).isEqualTo(FileStatus.LOADED);
      assertThat(result.loaded()).isEqualTo(500);
      assertThat(inbox.row(result.fileId()))
          .containsEntry("generation", 1)
          .containsEntry("attempt", 1);
    }
  }

  @Test
  void racingWorkersLoadEachVersionOnce() throws Exception {
    long seed = System.nanoTime();
    System.out.println("racingWorkersLoadEachVersionOnce: seed " + seed);
    Random random = new Random(seed);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      keys.add(inbox.upload("race/" + i + ".jsonl", records(1 + random.nextInt(2_000))));
    }
    ExecutorService workers = Executors.newFixedThreadPool(6);
    try {
      CountDownLatch begin = new CountDownLatch(1);
      List<Future<LoadResult>> results = new ArrayList<>();
      for (int worker = 0; worker < 3; worker++) {
        for (String key : keys) {
          results.add(workers.submit(raced(key, begin)));
        }
      }
      begin.countDown();
      for (Future<LoadResult> result : results) {
        assertThat(result.get(60, TimeUnit.SECONDS).status())
            .isIn(FileStatus.LOADED, FileStatus.ARCHIVED);
      }
    } finally {
      workers.shutdownNow();
    }
    assertThat(
            inbox.lines(
                "SELECT object_key FROM scout.files WHERE object_key LIKE '%/race/%'"
                    + " AND NOT (status = 'loaded' AND generation = 1)"))
        .isEmpty();
  }

  /** Loads as Temporal does: again until it works. */
  private static Callable<LoadResult> raced(String key, CountDownLatch begin) {
    return () -> {
      begin.await();
      while (true) {
        try {
          return inbox.load(key);
        } catch (io.temporal.failure.ApplicationFailure e) {
          assertThat(e.getType()).isEqualTo("OUTRUN");
        }
      }
    };
  }

  private static FileLoad loading(Jdbi jdbi, Ledger ledger, PayloadKeys keys) {
    IngestSettings settings = IngestSettings.defaults();
    return new FileLoad(
        jdbi,
        ledger,
        new OverwriteRule(settings.overwrite()),
        new Quarantine(ledger),
        new FileTransaction(
            jdbi,
            inbox.store,
            new BronzePartitions(jdbi),
            new FilePass(
                inbox.store,
                new RecordPass(Inbox.AREA, settings, new SourceReading(jdbi, settings.reading())))),
        new CommitHooks(keys, () -> {}));
  }

  private static String rows(LedgerFile file) {
    return inbox.one("SELECT count(*) FROM scout.bronze_edge_raw WHERE file_id = ?", file.fileId());
  }

  private static UploadMoment upload(StoredObject object) {
    return UploadMoment.at(object.lastModified());
  }

  private static String records(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("{\"transaction_id\":\"t").append(i).append("\"}\n");
    }
    return text.toString();
  }
}
