package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildSlice;
import scout.workflows.rebuild.RowChange;
import scout.workflows.rebuild.TableChange;
import scout.workflows.refresh.RefreshRequest;

class RebuildTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private LayerStage stage;
  private Held held;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(UTC));
    held = new Held(stage);
    stage.loader.load(
        "scout/v1/bronze/till-1/a.json",
        NOON,
        List.of(sale("T1", "S1", 10, 5), sale("T2", "S1", 11, 6), sale("T3", "S2", 10, 7), "{}"));
    stage.loader.load(
        "scout/v1/bronze/till-1/b.json",
        NOON.plusSeconds(1),
        List.of(sale("T1", "S1", 10, 8), sale("T4", "S2", 12, 9), sale("T5", null, 12, 9)));
    stage.refresh();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private static String sale(String id, String store, int day, int amount) {
    return """
    {"transaction_id": "%s", %s "timestamp": "2025-06-%02dT20:00:00Z", "amount": %d}\
    """
        .formatted(id, store == null ? "" : "\"store_id\": \"%s\",".formatted(store), day, amount);
  }

  static long rows(List<TableChange> changes) {
    return changes.stream().mapToLong(TableChange::rows).sum();
  }

  private List<Set<String>> everything() {
    return List.of(
        held.silver(), held.superseded(), held.ledger(), held.gold(), held.platinum(), rejects());
  }

  private Set<String> rejects() {
    return Set.copyOf(
        stage.texts(
            "SELECT concat_ws(' ', file_id, stage, record_no, code, message, raw_text)"
                + " FROM scout.rejected_records"));
  }

  private static RebuildRequest dryRun(Layer layer) {
    return new RebuildRequest(layer, null, null, null, true);
  }

  private void tamperWithSilver() {
    stage.execute("DELETE FROM scout.silver_edge_transactions WHERE transaction_id = 'T1'");
    stage.execute(
        "UPDATE scout.silver_edge_transactions SET amount = 66, store_id = 'S9'"
            + " WHERE transaction_id = 'T2'");
    stage.execute(
        "UPDATE scout.silver_edge_transactions SET transaction_id = 'T99'"
            + " WHERE transaction_id = 'T3'");
    stage.execute(
        "INSERT INTO scout.silver_edge_transactions SELECT (jsonb_populate_record(s,"
            + " jsonb_build_object('transaction_id', 'T77', 'bronze_id', gen_random_uuid(),"
            + " 'file_id', gen_random_uuid()))).* FROM scout.silver_edge_transactions s LIMIT 1");
    stage.execute("DELETE FROM scout.rejected_records");
    stage.execute(
        "UPDATE scout.files SET records_current = 0, records_unkeyed = records_current"
            + " + records_unkeyed");
  }

  @Test
  void leavesWhatIsRightAlone() {
    String versions =
        "SELECT string_agg(xmin::text, ' ' ORDER BY transaction_id)"
            + " FROM scout.silver_edge_transactions";
    String before = stage.value(versions);

    assertThat(rows(stage.rebuild(UTC, Layer.SILVER))).isZero();
    assertThat(stage.value(versions)).isEqualTo(before);
  }

  @Test
  void restoresSilverAndWhatLiesAbove() {
    List<Set<String>> right = everything();
    tamperWithSilver();
    stage.execute("UPDATE scout.gold_store_daily_summary SET total_revenue = -1");

    List<TableChange> changes = stage.rebuild(UTC, Layer.SILVER);

    assertThat(everything()).isEqualTo(right);
    assertThat(changes)
        .extracting(TableChange::table)
        .containsExactly(
            "silver_edge_transactions",
            "silver_superseded",
            "rejected_records",
            "gold_store_daily_summary",
            "platinum_store_features");
    assertThat(changes.get(0).deleted()).as("T77 and T99").isEqualTo(2);
    assertThat(rows(stage.rebuild(UTC, Layer.SILVER))).isZero();
    stage.refresh();
    assertThat(everything()).isEqualTo(right);
  }

  @Test
  void restoresGoldAndPlatinum() {
    List<Set<String>> right = everything();
    stage.execute("DELETE FROM scout.gold_store_daily_summary WHERE store_id = 'S1'");
    stage.execute("UPDATE scout.gold_store_daily_summary SET total_revenue = 0");
    stage.execute("DELETE FROM scout.platinum_store_features WHERE store_id = 'S2'");

    TableChange gold = stage.rebuild(UTC, Layer.GOLD).get(0);

    assertThat(everything()).isEqualTo(right);
    assertThat(List.of(gold.inserted(), gold.updated(), gold.deleted()))
        .containsExactly(2L, 2L, 0L);
    stage.execute("UPDATE scout.platinum_store_features SET ma7_transactions = 0");
    stage.execute(
        "INSERT INTO scout.platinum_store_features SELECT (jsonb_populate_record(f,"
            + " '{\"store_id\": \"S8\"}')).* FROM scout.platinum_store_features f LIMIT 1");
    assertThat(stage.rebuild(UTC, Layer.PLATINUM))
        .extracting(TableChange::updated, TableChange::deleted)
        .containsExactly(tuple(4L, 1L));
    assertThat(everything()).isEqualTo(right);
  }

  @Test
  void dryRunShowsWhatTheRebuildThenDoes() {
    tamperWithSilver();
    stage.execute("UPDATE scout.gold_store_daily_summary SET total_revenue = 1");
    List<Set<String>> before = everything();

    List<TableChange> shown = stage.rebuild(UTC, dryRun(Layer.SILVER));

    assertThat(everything()).isEqualTo(before);
    assertThat(stage.value("SELECT count(*) FROM scout.gold_outbox")).isEqualTo("0");
    assertThat(shown).isEqualTo(stage.rebuild(UTC, Layer.SILVER));
    assertThat(shown.get(0).first())
        .contains(new RowChange("update", "T2", "amount: 66.00 -> 6.00, store_id: S9 -> S1"));
    assertThat(shown.get(3).first())
        .extracting(RowChange::change, RowChange::key)
        .contains(tuple("update", "S1 2025-06-10"));
  }

  @Test
  void dryRunShowsTwentyRowsAndCountsAll() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(sale("M" + i, "S5", 1 + i % 20, i));
    }
    stage.loader.load("scout/v1/bronze/till-1/c.json", NOON, many);
    stage.refresh();
    stage.execute("UPDATE scout.silver_edge_transactions SET amount = 1000");

    TableChange silver = stage.rebuild(UTC, dryRun(Layer.SILVER)).get(0);

    assertThat(silver.updated()).isEqualTo(54);
    assertThat(silver.first()).hasSize(20);
  }

  @Test
  void touchesOnlyTheSelection() {
    stage.execute("UPDATE scout.gold_store_daily_summary SET total_revenue = 0");
    stage.rebuild(
        UTC,
        new RebuildRequest(
            Layer.GOLD, "S1", LocalDate.parse("2025-06-11"), LocalDate.parse("2025-06-11"), null));
    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', store_id, transaction_date)"
                    + " FROM scout.gold_store_daily_summary WHERE total_revenue <> 0"))
        .containsExactly("S1 2025-06-11");
    stage.execute("UPDATE scout.silver_edge_transactions SET amount = 66");
    stage.rebuild(
        UTC, new RebuildRequest(Layer.SILVER, null, LocalDate.parse("2025-06-12"), null, null));
    assertThat(
            stage.value(
                "SELECT string_agg(transaction_id, ' ' ORDER BY transaction_id)"
                    + " FROM scout.silver_edge_transactions WHERE amount <> 66"))
        .as("those of the file that has a part in the 12th")
        .isEqualTo("T1 T4");
  }

  @Test
  void switchesTheTimeZone() throws Exception {
    LayerSteps moved =
        new LayerSteps(
            stage.database.as(DatabaseRole.TRANSFORM),
            LayerSettings.of(TOKYO),
            new SpareConnections(1));
    assertThatThrownBy(() -> moved.buildSilver(UUID.randomUUID(), RefreshRequest.nudge("test")))
        .hasMessageContaining("./scout rebuild silver");
    assertThatThrownBy(
            () -> stage.rebuild(TOKYO, new RebuildRequest(Layer.SILVER, "S1", null, null, null)))
        .hasMessageContaining("./scout rebuild silver");
    stage.rebuild(TOKYO, dryRun(Layer.SILVER));
    assertThat(stage.value("SELECT time_zone FROM scout.settings_in_force")).isEqualTo("UTC");

    stage.rebuild(TOKYO, Layer.SILVER);

    assertThat(
            stage.texts(
                "SELECT DISTINCT transaction_date::text FROM scout.gold_store_daily_summary"))
        .containsExactlyInAnyOrder("2025-06-11", "2025-06-12", "2025-06-13");
    assertThat(stage.value("SELECT count(*) FROM scout.platinum_store_features")).isEqualTo("4");
    moved.buildSilver(UUID.randomUUID(), RefreshRequest.nudge("test"));
    assertThatThrownBy(stage::refresh).hasMessageContaining("./scout rebuild silver");
  }

  @Test
  void leavesPendingFilesToTheRefresh() {
    UUID late =
        stage.loader.load("scout/v1/bronze/till-1/d.json", NOON, List.of(sale("T6", "S1", 10, 1)));

    assertThat(rows(stage.rebuild(UTC, Layer.SILVER))).isZero();

    assertThat(
            stage.value(
                "SELECT silver_generation IS DISTINCT FROM generation FROM scout.files"
                    + " WHERE file_id = ?",
                late))
        .isEqualTo("t");
  }

  @Test
  void aBlockingCheckKeepsTheLayerAsItWas() {
    stage.execute("UPDATE scout.gold_store_daily_summary SET total_revenue = 0");
    stage.execute(
        "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, blocking)"
            + " VALUES ('never', 'gold_x', 'SELECT false', true)");

    assertThatThrownBy(() -> stage.rebuild(UTC, Layer.GOLD)).hasMessageContaining("never");

    assertThat(stage.texts("SELECT DISTINCT total_revenue FROM scout.gold_store_daily_summary"))
        .containsExactly("0.00");
    assertThat(
            stage.value(
                "SELECT subject FROM scout.alerts"
                    + " WHERE resolved_at IS NULL AND kind = 'check_failed'"))
        .isEqualTo("never");
  }

  /** As the workflow does it: slice after slice, each committed by itself. */
  private List<Set<String>> inSlices(RebuildRequest request) {
    RebuildPlan plan = stage.rebuilds(UTC).planSilver(request);
    Long after = 0L;
    while (after != null) {
      after = stage.rebuilds(UTC).rebuildSilver(request, plan, after).after();
    }
    for (Layer layer : List.of(Layer.GOLD, Layer.PLATINUM)) {
      stage.rebuilds(UTC).rebuildLayer(layer, request);
    }
    return everything();
  }

  @Test
  void slicesRestoreTheSameAsOneTransaction() {
    List<Set<String>> right = everything();
    tamperWithSilver();
    RebuildRequest all = new RebuildRequest(Layer.SILVER, null, null, null, null);

    assertThat(stage.rebuilds(UTC).planSilver(all))
        .extracting(RebuildPlan::atOnce, RebuildPlan::files, RebuildPlan::records)
        .containsExactly(false, 2L, 7L);
    assertThat(inSlices(all)).isEqualTo(right);
    assertThat(stage.rebuilds(TOKYO).planSilver(all).atOnce()).as("other settings").isTrue();
  }

  @Test
  void slicesAtOnceMakeOneResult() {
    // the second slice has later deliveries of what the first delivers
    stage.execute(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes,"
            + " uploaded_at, status, generation, bronze_created_at, records_read, records_loaded,"
            + " records_pending, loaded_at) SELECT gen_random_uuid(), 'sample',"
            + " 'scout/v1/bronze/till-2/' || n || '.json', n, 'till-2', 1, timestamptz '2025-06-20"
            + " 12:00Z' + n * interval '1 second', 'loaded', 1, now(), 1, 1, 1, now() FROM"
            + " generate_series(1, ?) n",
        FileBatches.FILES + 300);
    stage.execute(
        "INSERT INTO scout.bronze_records (id, device_id, file_name, file_path, raw_data, file_id,"
            + " record_no, created_at) SELECT gen_random_uuid(), 'till-2', etag, object_key,"
            + " jsonb_build_object('transaction_id', etag::int % ?, 'store_id', etag::int % 3,"
            + " 'timestamp', '2025-06-10', 'amount', etag::int), file_id, 1, bronze_created_at"
            + " FROM scout.files WHERE device_id = 'till-2'",
        FileBatches.FILES);
    stage.refresh();
    List<Set<String>> right = everything();
    stage.execute("TRUNCATE scout.silver_edge_transactions, scout.silver_superseded");
    RebuildRequest all = new RebuildRequest(Layer.SILVER, null, null, null, null);
    RebuildPlan plan = stage.rebuilds(UTC).planSilver(all);

    RebuildSlice both = stage.rebuilds(UTC).rebuildSilver(all, plan, 0);

    assertThat(both.files()).as("two slices").isEqualTo(plan.files());
    assertThat(both.after()).isEqualTo(plan.last());
    assertThat(inSlices(all)).isEqualTo(right);
    assertThat(rows(stage.rebuild(UTC, Layer.SILVER))).isZero();
  }

  @Test
  void aSliceReadsAgainWhatChangedBeforeItWasItsTurn() throws Exception {
    UUID discarded =
        stage.loader.load("scout/v1/bronze/till-1/d.json", NOON, List.of(sale("T6", "S1", 10, 1)));
    UUID replayed =
        stage.loader.load("scout/v1/bronze/till-1/e.json", NOON, List.of(sale("T7", "S1", 10, 2)));
    stage.refresh();
    stage.execute("TRUNCATE scout.silver_edge_transactions, scout.silver_superseded");
    RebuildRequest all = new RebuildRequest(Layer.SILVER, null, null, null, null);
    RebuildPlan plan = stage.rebuilds(UTC).planSilver(all);
    CompletableFuture<RebuildSlice> slice;
    try (Handle holder = stage.owner.open()) {
      holder.begin();
      holder.execute("SELECT FROM scout.layer_lock WHERE layer = 'silver' FOR UPDATE");
      slice = CompletableFuture.supplyAsync(() -> stage.rebuilds(UTC).rebuildSilver(all, plan, 0));
      while (stage.value("SELECT 'one' FROM pg_locks WHERE NOT granted LIMIT 1") == null
          && !slice.isDone()) {
        Thread.sleep(20);
      }
      stage.loader.discard(discarded);
      stage.loader.replay(replayed, List.of(sale("T7", "S1", 10, 3)));
      holder.rollback();
    }
    slice.get(30, TimeUnit.SECONDS);

    assertThat(stage.texts("SELECT transaction_id FROM scout.silver_edge_transactions ORDER BY 1"))
        .as("what waits for the refresh is left to it")
        .containsExactly("T1", "T2", "T3", "T4");
    stage.refresh();
    assertThat(
            stage.value(
                "SELECT amount FROM scout.silver_edge_transactions WHERE transaction_id = 'T7'"))
        .isEqualTo("3.00");
    assertThat(rows(stage.rebuild(UTC, Layer.SILVER))).isZero();
  }

  @Test
  void rebuildsSelectedFilesAndWhatLiesAboveThem() {
    String only = "scout/v1/bronze/till-1/b.json";
    String amounts =
        "SELECT string_agg(transaction_id || ' ' || amount, ', ' ORDER BY transaction_id)"
            + " FROM scout.silver_edge_transactions";
    String right = stage.value(amounts);
    stage.execute("UPDATE scout.silver_edge_transactions SET amount = 66");
    stage.execute("UPDATE scout.gold_store_daily_summary SET total_revenue = 0");

    inSlices(new RebuildRequest(Layer.SILVER, null, null, null, null, null, List.of(only)));

    assertThat(stage.value(amounts)).isEqualTo("T1 8.00, T2 66.00, T3 66.00, T4 9.00");
    assertThat(
            stage.value(
                "SELECT string_agg(store_id || ' ' || total_revenue, ', '"
                    + " ORDER BY store_id, transaction_date) FROM scout.gold_store_daily_summary"))
        .as("the store-days of T1 and T4")
        .isEqualTo("S1 8.00, S1 0.00, S2 0.00, S2 9.00");
    inSlices(new RebuildRequest(Layer.SILVER, null, null, null, null, "another", null));
    assertThat(stage.value(amounts)).contains("T2 66.00");
    String device = stage.value("SELECT device_id FROM scout.files LIMIT 1");
    inSlices(new RebuildRequest(Layer.SILVER, null, null, null, null, device, null));
    assertThat(stage.value(amounts)).isEqualTo(right);
  }
}
