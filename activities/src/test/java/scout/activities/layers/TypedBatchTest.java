package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.database.Heartbeat;
import scout.settings.DatabaseRole;

/** A batch is typed, something happens, then it is written, or left to another transaction. */
class TypedBatchTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final String TYPED =
      " FROM pg_stat_activity WHERE datname = current_database()"
          + " AND state = 'idle in transaction' AND query LIKE '%INTO pg_temp.settle_row%'";
  private static final LayerSettings SETTINGS = LayerSettings.of(ZoneOffset.UTC);

  private LayerStage stage;
  private Jdbi transform;

  @BeforeEach
  void start() throws Exception {
    stage = LayerStage.inSmallBatches(SETTINGS);
    transform = stage.database.as(DatabaseRole.TRANSFORM).jdbi();
    load("before");
    stage.refresh();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private UUID load(String id) {
    return stage.loader.load(id + ".jsonl", NOON, List.of(sale(id, 1)));
  }

  private static String sale(String id, int amount) {
    return """
    {"transaction_id": "%s", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z", "amount": %d}\
    """
        .formatted(id, amount);
  }

  /** Types the file, lets something happen, and tries to write it. */
  private Optional<SilverBatch.Settled> write(List<UUID> files, Runnable meanwhile) {
    try (TypedBatch batch = TypedBatch.begin(transform, SETTINGS)) {
      batch.type(files);
      meanwhile.run();
      Optional<SilverBatch.Settled> settled = batch.settle(() -> {});
      if (settled.isPresent()) {
        batch.commit();
      }
      return settled;
    }
  }

  private List<String> silver() {
    return stage.texts(
        "SELECT transaction_id || ' ' || trunc(amount) FROM scout.silver_edge_transactions"
            + " ORDER BY 1");
  }

  @Test
  void isWrittenIfNothingHasChanged() {
    UUID file = load("A");

    assertThat(write(List.of(file), () -> {})).map(SilverBatch.Settled::files).contains(1L);
    assertThat(silver()).containsExactly("A 1", "before 1");
    assertThat(stage.value("SELECT count(*) FROM scout.files_pending")).isEqualTo("0");
  }

  @Test
  void meetsWhatAnotherBatchWroteMeanwhile() {
    UUID file = load("A");
    UUID later = stage.loader.load("later", NOON.plusSeconds(5), List.of(sale("A", 7)));

    assertThat(write(List.of(file), () -> write(List.of(later), () -> {}))).isPresent();
    assertThat(silver()).containsExactly("A 7", "before 1");
    assertThat(stage.value("SELECT records_superseded FROM scout.files WHERE file_id = ?", file))
        .isEqualTo("1");
  }

  @Test
  void isLeftAloneIfAFileWasReadAgain() {
    UUID file = load("A");
    UUID other = load("B");

    assertThat(write(List.of(file, other), () -> stage.loader.replay(file, List.of(sale("A", 2)))))
        .isEmpty();
    assertThat(silver()).containsExactly("before 1");

    stage.refresh();
    assertThat(silver()).containsExactly("A 2", "B 1", "before 1");
  }

  @Test
  void isLeftAloneIfAFileWasDiscarded() {
    UUID file = load("A");

    assertThat(write(List.of(file), () -> stage.loader.discard(file))).isEmpty();
    stage.refresh();
    assertThat(silver()).containsExactly("before 1");
  }

  @Test
  void isLeftAloneIfAnotherSettledIt() {
    UUID file = load("A");

    assertThat(write(List.of(file), stage::refresh)).isEmpty();
    assertThat(silver()).containsExactly("A 1", "before 1");
  }

  /** Whoever holds silver may wait for bronze, as retention does. */
  @Test
  void doesNotWaitForAnotherWriterOfSilver() {
    UUID file = load("A");

    transform.useTransaction(
        holder -> {
          LayerLock.take(holder, Silver.LAYER);
          assertThat(write(List.of(file), () -> {})).isEmpty();
        });
    stage.refresh();
    assertThat(silver()).containsExactly("A 1", "before 1");
  }

  /** A session that ended is no longer in the pool either: there are eight. */
  @Test
  void isLeftAloneIfItsSessionHasEnded() {
    UUID file = load("A");

    for (int i = 0; i < 10; i++) {
      assertThat(write(List.of(file), this::endWhatIsTyped)).isEmpty();
    }
    stage.refresh();
    assertThat(silver()).containsExactly("A 1", "before 1");
  }

  private void endWhatIsTyped() {
    ask("SELECT pg_terminate_backend(pid, 10000)" + TYPED);
  }

  @Test
  void theNextBatchIsTypedWhileOneIsWritten() throws Exception {
    for (int i = 10; i < 30; i++) {
      load("many-" + i);
    }
    AtomicReference<String> typed = new AtomicReference<>();
    CompletableFuture<?> refresh =
        stage.owner.inTransaction(
            holder -> {
              holder.execute("LOCK TABLE scout.gold_outbox IN EXCLUSIVE MODE");
              CompletableFuture<?> begun = CompletableFuture.runAsync(stage::refresh);
              typed.set(typedAhead());
              return begun;
            });
    refresh.join();

    assertThat(silver()).hasSize(21);
    assertThat(
            stage.texts(
                "SELECT transaction_id FROM scout.silver_edge_transactions"
                    + " WHERE xmin::text = ? ORDER BY 1",
                typed.get()))
        .as("written by the transaction that typed them")
        .containsExactly("many-13", "many-14", "many-15");
  }

  @Test
  void endsWithTheActivityAndLeavesNothingBehind() throws Exception {
    for (int i = 10; i < 30; i++) {
      load("many-" + i);
    }
    try (Heartbeat heartbeat = Heartbeat.start();
        Silver silver = new Silver(transform, SETTINGS, true, 3, heartbeat)) {
      stage.owner.useTransaction(
          holder -> {
            holder.execute("LOCK TABLE scout.gold_outbox IN EXCLUSIVE MODE");
            CompletableFuture<?> build =
                CompletableFuture.runAsync(() -> silver.build(UUID.randomUUID(), false));
            typedAhead();
            heartbeat.stop();
            assertThatThrownBy(build::join).hasCauseInstanceOf(CancellationException.class);
          });
    }
    assertThat(ask("SELECT pid" + TYPED)).isEmpty();
    assertThat(silver()).containsExactly("before 1");
  }

  @Test
  void aFileThatIsRefusedIsHeldAndTheOthersAreSettled() {
    for (int i = 10; i < 20; i++) {
      load("many-" + i);
    }
    stage.execute(
        "CREATE FUNCTION scout.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " RAISE EXCEPTION 'not this one'; END $$");
    stage.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON scout.silver_edge_transactions FOR EACH ROW"
            + " WHEN (new.transaction_id = 'many-14') EXECUTE FUNCTION scout.refuse()");

    stage.refresh();
    assertThat(silver()).hasSize(10).doesNotContain("many-14 1");
    assertThat(stage.texts("SELECT object_key FROM scout.files_pending"))
        .containsExactly("many-14.jsonl");
  }

  /** Waits until a batch is typed and returns its transaction's number. */
  private String typedAhead() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      List<String> typed = ask("SELECT backend_xid::text" + TYPED);
      if (!typed.isEmpty()) {
        return typed.get(0);
      }
      assertThat(System.nanoTime()).as("No batch was typed").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** In no transaction, since one sees the sessions as they were at its first look. */
  private List<String> ask(String sql) {
    return transform.withHandle(handle -> handle.select(sql).mapTo(String.class).list());
  }
}
