package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.bulk.BatchRun;
import scout.workflows.batch.BatchFile;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/** New small files are loaded together; what is out of the ordinary is left to be done alone. */
class GroupLoadingTest {
  private static final String LINE = "{\"transaction_id\":\"%s\",\"store_id\":\"s-1\"}\n";

  @TempDir Path folder;
  private Inbox inbox;

  @BeforeEach
  void start() throws Exception {
    inbox = new Inbox(folder);
  }

  @AfterEach
  void stop() throws Exception {
    inbox.close();
  }

  private List<String> upload(String till, int files) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      keys.add(inbox.upload("%s/%02d ü'.jsonl".formatted(till, i), content(i)));
    }
    return keys;
  }

  /** One of three holds a line that is no record, one is CSV by its bytes. */
  private static String content(int file) {
    return switch (file % 3) {
      case 0 -> LINE.formatted("a" + file) + "no record\n" + LINE.formatted("b" + file).repeat(3);
      case 1 -> LINE.formatted("c" + file);
      default -> "{\"transaction_id\":\"d" + file + "\",\"extra_" + file + "\":\"ü\"}";
    };
  }

  private static final BatchRun RUN = new BatchRun("file-batch:test", Journeys.LIVE);

  private BatchFile file(String key) {
    return new BatchFile(key, inbox.store.stat(key).orElseThrow().etag());
  }

  private Map<String, LoadResult> load(List<String> keys) {
    return inbox.ingestion().loadTogether(RUN, "sample", keys.stream().map(this::file).toList());
  }

  @Test
  void leavesWhatLoadingOneByOneLeaves() {
    List<String> together = upload("till-01", 12);
    List<String> alone = upload("till-02", 12);

    Map<String, LoadResult> loaded = load(together);
    alone.forEach(inbox::load);

    assertThat(loaded.keySet()).hasSameElementsAs(together);
    assertThat(loaded.values())
        .allSatisfy(
            result -> {
              assertThat(result.status()).isEqualTo(FileStatus.LOADED);
              assertThat(result.needsArchiving()).isTrue();
            });
    assertThat(of("till-01")).hasSize(12 + 24 + 4).isEqualTo(of("till-02"));
    assertThat(inbox.contradictions()).isEmpty();
    assertThat(
            inbox.lines(
                "SELECT count(DISTINCT b.created_at), count(DISTINCT b.tableoid)"
                    + " FROM scout.bronze_records b JOIN scout.files f USING (file_id)"
                    + " WHERE f.object_key LIKE '%till-01%'"))
        .containsExactly("1|1");
    assertThat(inbox.lines("SELECT batch_id, count(*) FROM scout.files GROUP BY 1 ORDER BY 1"))
        .containsExactly("file-batch:test|12", "null|12");
  }

  /** Everything that a till's files leave, without ids and times. */
  private List<String> of(String till) {
    String like = Inbox.PREFIX + till + "/%";
    List<String> rows =
        new ArrayList<>(
            inbox.lines(
                "SELECT substr(object_key, ?), etag, size_bytes, sha256, status, attempt,"
                    + " generation, records_read, records_loaded, records_rejected,"
                    + " records_pending, dialect, reason, waits_for_silver, beneath,"
                    + " date_trunc('minute', uploaded_at) IS NOT NULL"
                    + " FROM scout.files WHERE object_key LIKE ? ORDER BY object_key",
                like.length(),
                like));
    rows.addAll(
        inbox.lines(
            "SELECT substr(f.object_key, ?), b.record_no, b.raw_data,"
                + " b.file_name, b.file_size_bytes, b.checksum FROM scout.bronze_edge_raw b JOIN scout.files f"
                + " USING (file_id) WHERE f.object_key LIKE ?"
                + " ORDER BY f.object_key, b.record_no",
            like.length(),
            like));
    rows.addAll(
        inbox.lines(
            "SELECT substr(f.object_key, ?), r.record_no, r.byte_offset, r.code, r.message,"
                + " r.raw_text FROM scout.rejected_records r JOIN scout.files f USING (file_id)"
                + " WHERE f.object_key LIKE ? ORDER BY f.object_key, r.record_no",
            like.length(),
            like));
    return rows;
  }

  @Test
  void leavesWhatIsOutOfTheOrdinary() {
    List<String> keys = upload("till-01", 6);
    inbox.load(keys.get(0));
    inbox.upload(keys.get(0).substring(Inbox.PREFIX.length()), LINE.formatted("newer"));
    BatchFile replaced = file(keys.get(1));
    inbox.upload(keys.get(1).substring(Inbox.PREFIX.length()), LINE.formatted("other"));
    BatchFile removed = file(keys.get(2));
    inbox.store.writer().delete(keys.get(2), null);
    String torn = inbox.upload("till-01/torn.json", "[{\"transaction_id\":");
    String damaged =
        inbox.upload(
            "till-01/damaged.jsonl",
            LINE.formatted("x").getBytes(StandardCharsets.UTF_8),
            Map.of("scout-records", "2"));

    Map<String, LoadResult> loaded =
        inbox
            .ingestion()
            .loadTogether(
                RUN,
                "sample",
                List.of(
                    file(keys.get(0)),
                    replaced,
                    removed,
                    file(keys.get(3)),
                    file(torn),
                    file(keys.get(4)),
                    file(damaged)));

    assertThat(loaded).containsOnlyKeys(keys.get(3), keys.get(4));
    assertThat(inbox.lines("SELECT object_key, status FROM scout.files WHERE generation = 0"))
        .isEmpty();
    assertThat(inbox.one("SELECT count(*) FROM scout.files")).isEqualTo("3");
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void whatTheDatabaseRefusesIsFoundAlone() {
    List<String> keys = upload("till-01", 6);
    inbox.owner.useHandle(
        handle ->
            handle.execute(
                "ALTER TABLE scout.bronze_records ADD CHECK"
                    + " (raw_data ->> 'transaction_id' <> 'a3' OR 1 / (record_no - 1) > 0)"));

    assertThat(load(keys)).isEmpty();
    assertThat(inbox.one("SELECT count(*) FROM scout.bronze_edge_raw")).isEqualTo("0");
    assertThat(keys).allSatisfy(key -> assertThat(inbox.load(key).status()).isNotNull());

    assertThat(inbox.lines("SELECT status, count(*) FROM scout.files GROUP BY 1 ORDER BY 1"))
        .containsExactly("loaded|6");
    assertThat(
            inbox.lines("SELECT code, count(*) FROM scout.rejected_records GROUP BY 1 ORDER BY 1"))
        .containsExactly("DATABASE_REFUSED|1", "INVALID_JSON|2");
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void aVersionThatComesMeanwhileIsNotOverlooked() throws Exception {
    List<String> keys = upload("till-01", 3);

    assertThat(
            loadWhile(
                keys,
                "INSERT INTO scout.files"
                    + " (file_id, bucket, object_key, etag, size_bytes, uploaded_at)"
                    + " VALUES (gen_random_uuid(), 'sample', ?, 'other', 1, now())"))
        .isEmpty();
    assertThat(inbox.one("SELECT count(*) FROM scout.bronze_edge_raw")).isEqualTo("1");
    assertThat(inbox.lines("SELECT status, count(*) FROM scout.files GROUP BY 1 ORDER BY 1"))
        .containsExactly("loaded|1", "loading|4");
  }

  @Test
  void anAttemptThatTookOverWins() throws Exception {
    List<String> keys = upload("till-01", 3);

    assertThat(loadWhile(keys, "UPDATE scout.files SET attempt = attempt + 1 WHERE object_key = ?"))
        .isEmpty();
    assertThat(inbox.one("SELECT count(*) FROM scout.bronze_edge_raw")).isEqualTo("1");
  }

  /** Changes the second file's rows in the ledger between the claims and the commit of a group. */
  private Map<String, LoadResult> loadWhile(List<String> keys, String change) throws Exception {
    inbox.load(inbox.upload("till-01/the month's first.jsonl", "{}"));
    CompletableFuture<Map<String, LoadResult>> loading;
    try (var handle = inbox.owner.open()) {
      handle.begin();
      handle.execute("LOCK TABLE scout.bronze_records IN SHARE MODE");
      loading = CompletableFuture.supplyAsync(() -> load(keys));
      awaitClaims(keys.size());
      inbox.owner.useHandle(other -> other.execute(change, keys.get(1)));
      handle.commit();
    }
    return loading.get(1, TimeUnit.MINUTES);
  }

  private void awaitClaims(int files) throws InterruptedException {
    String claimed = "SELECT count(*) FROM scout.files WHERE status = 'loading'";
    for (int i = 0; !inbox.one(claimed).equals(String.valueOf(files)); i++) {
      assertThat(i).as("looks at the ledger").isLessThan(1_200);
      Thread.sleep(50);
    }
  }

  /** More than may be held in memory at once: the last ones are left. */
  @Test
  void holdsABoundedNumberOfBytes() {
    String line = LINE.formatted("x".repeat(1 << 10));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String head = LINE.formatted("first-" + i);
      keys.add(inbox.upload("till-01/%d.jsonl".formatted(i), head + line.repeat(4 << 10)));
    }

    assertThat(load(keys)).hasSize(3);
    assertThat(inbox.contradictions()).isEmpty();
  }
}
