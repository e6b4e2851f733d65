package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.models.plan.DeclarationSteps;
import scout.settings.DatabaseRole;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ModelFiles;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.TableChange;

/** A dry run reads and compares: it holds nothing, and says what the rebuild then does. */
class RebuildPreviewTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final Map<String, String> DECLARED =
      Map.of(
          "edge_transactions.yaml",
          """
          source: edge_transactions
          fields:
            till: {type: text, from: [till]}
          tables:
            silver_transaction_items:
              each: items
              fields:
                sku: {type: key, from: [sku]}
                quantity: {type: integer, from: [quantity]}
          """,
          "gold_skus.sql",
          """
          -- grain: sku, transaction_date
          -- slice: transaction_date
          SELECT sku, transaction_date, sum(quantity)::bigint AS units
            FROM silver_transaction_items
           GROUP BY 1, 2
          """,
          "gold_rare.sql",
          """
          -- grain: store_id
          -- every: 10 days
          SELECT store_id, sum(transaction_count)::bigint AS n FROM gold_store_daily_summary GROUP BY 1
          """);

  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(UTC));
    for (int file = 0; file < 6; file++) {
      load(file, 40);
    }
    stage.refresh();
    SourceSteps source =
        new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(UTC));
    source.declareSource(DECLARED.get("edge_transactions.yaml"), "ana");
    source.fillSlice(source.fillSlice(null));
    DeclarationSteps models =
        new DeclarationSteps(stage.database.as(DatabaseRole.TRANSFORM), UTC, () -> {});
    ApplyRequest request = new ApplyRequest(new ModelFiles(DECLARED), "ana", List.of());
    models.beginBeside(request);
    models.fillBeside();
    models.declareModels(request);
    stage.refresh();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** Half of each file's transactions are those of the file before, told differently. */
  private void load(int file, int count) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int sale = file * count / 2 + i;
      records.add(
          """
          {"transaction_id": "T%d", "store_id": "S%d", "timestamp": "2025-06-%02dT20:00:00Z",
           "amount": %d, "till": "%d", "items": [{"sku": "A", "quantity": %d}, {"sku": "B"}]}\
          """
              .formatted(sale, sale % 3, 1 + sale % 20, sale + file, file, file));
    }
    records.add("{}");
    stage.loader.load(
        "scout/v1/bronze/till-1/f%d.json".formatted(file), NOON.plusSeconds(file), records);
  }

  private void tamper(Random random) {
    for (String table :
        List.of("silver_edge_transactions", "silver_superseded", "silver_transaction_items")) {
      stage.execute(
          "DELETE FROM scout." + table + " WHERE hashtext(transaction_id || ?) % 5 = 0",
          random.nextInt());
    }
    stage.execute(
        "UPDATE scout.silver_edge_transactions SET amount = 66, till = 'x', store_id = 'S9'"
            + " WHERE hashtext(transaction_id || ?) % 5 = 0",
        random.nextInt());
    stage.execute(
        "UPDATE scout.silver_transaction_items SET quantity = 99"
            + " WHERE hashtext(transaction_id || ?) % 5 = 0",
        random.nextInt());
    stage.execute(
        "UPDATE scout.silver_edge_transactions SET transaction_id = 'X' || ? WHERE transaction_id ="
            + " (SELECT min(transaction_id) FROM scout.silver_edge_transactions)",
        random.nextInt());
    stage.execute("DELETE FROM scout.rejected_records WHERE random() < 0.5");
    stage.execute(
        "UPDATE scout.gold_store_daily_summary SET total_revenue = 1 WHERE store_id = 'S1'");
    stage.execute("DELETE FROM scout.platinum_store_features WHERE store_id = 'S2'");
    stage.execute("UPDATE scout.gold_skus SET units = -1 WHERE sku = 'A'");
    stage.execute(
        "INSERT INTO scout.gold_rare (store_id, n) VALUES ('S8', 1) ON CONFLICT DO NOTHING");
  }

  private static RebuildRequest request(Layer layer, boolean dryRun) {
    return new RebuildRequest(layer, null, null, null, dryRun);
  }

  @Test
  void saysWhatTheRebuildThenDoes() {
    for (Layer layer : Layer.values()) {
      long seed = System.nanoTime();
      tamper(new Random(seed));
      List<TableChange> shown = stage.rebuild(UTC, request(layer, true));

      assertThat(stage.rebuild(UTC, request(layer, false)))
          .as("%s, seed %d", layer, seed)
          .isEqualTo(shown);
      assertThat(shown.stream().mapToLong(TableChange::rows).sum()).isPositive();
    }
    RebuildRequest some =
        new RebuildRequest(
            Layer.SILVER, "S1", LocalDate.parse("2025-06-02"), LocalDate.parse("2025-06-09"), true);
    tamper(new Random(1));
    List<TableChange> shown = stage.rebuild(UTC, some);
    assertThat(
            stage.rebuild(
                UTC, new RebuildRequest(Layer.SILVER, "S1", some.from(), some.to(), false)))
        .isEqualTo(shown);
  }

  @Test
  void saysWhatAnotherZoneWouldChange() {
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    List<TableChange> shown = stage.rebuild(tokyo, request(Layer.SILVER, true));

    assertThat(stage.rebuild(tokyo, request(Layer.SILVER, false))).isEqualTo(shown);
    assertThat(shown.get(0).updated()).isEqualTo(140);
  }

  /** A lock that lets others read plainly, and do nothing else. */
  @Test
  void writesNothingAndLocksNothing() throws Exception {
    tamper(new Random(2));
    try (Handle others = stage.owner.open()) {
      others.begin();
      others.execute(
          "DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'p')"
              + " AND relnamespace = 'scout'::regnamespace LOOP EXECUTE format('LOCK TABLE %s IN EXCLUSIVE"
              + " MODE', t); END LOOP; END $$");
      List<TableChange> shown =
          CompletableFuture.supplyAsync(() -> stage.rebuild(UTC, request(Layer.SILVER, true)))
              .get(60, TimeUnit.SECONDS);
      others.rollback();
      assertThat(stage.rebuild(UTC, request(Layer.SILVER, false))).isEqualTo(shown);
    }
    assertThat(
            stage.value(
                "SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname IN"
                    + " ('models', 'gold_outbox', 'silver_edge_transactions', 'shadow_known')"))
        .as("left in a session that others use")
        .isEqualTo("0");
  }

  /** It is stopped at a table that no refresh needs, and refreshes commit. */
  @Test
  void aRefreshGoesOnMeanwhile() throws Exception {
    try (Handle others = stage.owner.open()) {
      others.begin();
      others.execute("LOCK TABLE scout.gold_rare IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<List<TableChange>> dryRun =
          CompletableFuture.supplyAsync(() -> stage.rebuild(UTC, request(Layer.SILVER, true)));
      String waiting =
          "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
              + " AND datname = current_database()";
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (stage.value(waiting).equals("0") && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      load(7, 40);
      stage.refresh();
      assertThat(stage.value("SELECT count(*) FROM scout.files_pending")).isEqualTo("0");
      assertThat(dryRun).isNotDone();
      others.rollback();
      assertThat(dryRun.get(60, TimeUnit.SECONDS)).isNotEmpty();
    }
  }
}
