package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.models.JudgedModel;
import scout.models.ModelCheck;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.TableChange;

/** How a declared model follows what it reads, and what holds it up. */
class ModelsTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final String SILVER = "silver_edge_transactions";
  private static final List<String> STORE_DAY = List.of("store_id", "transaction_date");

  private static final DeclaredModel PAYMENTS =
      DeclaredModel.of(
          "gold_payments",
          List.of("store_id", "transaction_date", "payment_method"),
          STORE_DAY,
          List.of(SILVER),
          "SELECT store_id, transaction_date, payment_method, count(*) AS sales, sum(amount) AS"
              + " revenue FROM silver_edge_transactions"
              + " GROUP BY store_id, transaction_date, payment_method");

  private static final DeclaredModel STORES =
      DeclaredModel.of(
          "platinum_stores",
          List.of("store_id"),
          List.of("store_id"),
          List.of("gold_payments"),
          "SELECT store_id, sum(sales) AS sales FROM gold_payments GROUP BY store_id");

  private static final DeclaredModel SHARES =
      DeclaredModel.of(
          "gold_shares",
          STORE_DAY,
          STORE_DAY,
          List.of(SILVER),
          "SELECT store_id, transaction_date, sum(1 / amount) AS share"
              + " FROM silver_edge_transactions GROUP BY store_id, transaction_date");

  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private static String sale(String id, String store, String day, String amount, String payment) {
    return """
    {"transaction_id": "%s", "store_id": "%s", "timestamp": "%sT08:00:00Z", "amount": %s,
     "payment_method": %s, "device_id": "d"}\
    """
        .formatted(id, store, day, amount, payment);
  }

  private UUID load(String key, String... sales) {
    return stage.loader.load(key, NOON, List.of(sales));
  }

  private List<String> rows(String table, String columns) {
    return stage.texts(
        "SELECT concat_ws(' ', %s) FROM scout.%s ORDER BY 1".formatted(columns, table));
  }

  private static final String COUNTED =
      "store_id, transaction_date, coalesce(payment_method, 'NULL'), sales, revenue";

  @Test
  void followsACorrectionThroughAChainInOneRefresh() throws Exception {
    UUID file =
        load(
            "a.json",
            sale("1", "A", "2025-06-10", "5", "null"),
            sale("2", "A", "2025-06-10", "7", "\"card\""),
            sale("3", "B", "2025-06-11", "9", "\"card\""));
    stage.refresh();
    PAYMENTS.register(stage, 1);
    STORES.register(stage, 2);
    assertThat(stage.texts("SELECT state FROM scout.models WHERE declaration_id IS NOT NULL"))
        .containsOnly("building");
    stage.refresh();
    assertThat(rows("gold_payments", COUNTED))
        .containsExactly(
            "A 2025-06-10 NULL 1 5.00", "A 2025-06-10 card 1 7.00", "B 2025-06-11 card 1 9.00");
    assertThat(rows("platinum_stores", "store_id, sales")).containsExactly("A 2", "B 1");

    String untouched =
        stage.value("SELECT last_updated FROM scout.gold_payments WHERE store_id = 'B'");
    String card =
        stage.value(
            "SELECT last_updated FROM scout.gold_payments WHERE payment_method = 'card'"
                + " AND store_id = 'A'");
    stage.loader.replay(
        file,
        List.of(
            sale("1", "C", "2025-06-12", "5", "null"),
            sale("2", "A", "2025-06-10", "7", "\"card\""),
            sale("3", "B", "2025-06-11", "9", "\"card\"")));
    stage.refresh();
    assertThat(rows("gold_payments", COUNTED))
        .containsExactly(
            "A 2025-06-10 card 1 7.00", "B 2025-06-11 card 1 9.00", "C 2025-06-12 NULL 1 5.00");
    assertThat(rows("platinum_stores", "store_id, sales")).containsExactly("A 1", "B 1", "C 1");
    assertThat(
            stage.texts(
                "SELECT last_updated FROM scout.gold_payments WHERE payment_method = 'card' ORDER"
                    + " BY store_id"))
        .as("what doesn't differ isn't written")
        .containsExactly(card, untouched);
    assertThat(stage.texts("SELECT state FROM scout.models WHERE declaration_id IS NOT NULL"))
        .containsOnly("active");
    assertThat(stage.value("SELECT count(*) FROM scout.model_outbox")).isEqualTo("0");
  }

  @Test
  void isToldOfColumnsThatTheShippedGoldDoesNotRead() throws Exception {
    DeclaredModel files =
        DeclaredModel.of(
            "gold_files",
            List.of("store_id", "transaction_date", "file_name"),
            STORE_DAY,
            List.of(SILVER),
            "SELECT store_id, transaction_date, file_name, count(*) FILTER (WHERE full_payload ?"
                + " 'note') AS notes FROM silver_edge_transactions"
                + " GROUP BY store_id, transaction_date, file_name");
    files.register(stage, 1);
    load("a.json", sale("1", "A", "2025-06-10", "5", "null"));
    stage.refresh();
    String gold = stage.value("SELECT last_updated FROM scout.gold_store_daily_summary");
    stage.loader.load(
        "b.json",
        NOON.plusSeconds(1),
        List.of(sale("1", "A", "2025-06-10", "5", "null").replace("{", "{\"note\": 1, ")));
    stage.refresh();
    assertThat(rows("gold_files", "file_name, notes")).containsExactly("b.json 1");
    assertThat(stage.value("SELECT last_updated FROM scout.gold_store_daily_summary"))
        .isEqualTo(gold);
  }

  @Test
  void isNotToldOfColumnsThatItDoesNotRead() throws Exception {
    PAYMENTS.register(stage, 1);
    STORES.register(stage, 2);
    load("a.json", sale("1", "A", "2025-06-10", "5", "null"));
    stage.refresh();
    List<String> before = computed();
    stage.loader.load(
        "b.json", NOON.plusSeconds(1), List.of(sale("1", "A", "2025-06-10", "5", "null")));
    stage.refresh();
    assertThat(computed()).as("another delivery of the same").isEqualTo(before);

    load("c.json", sale("2", "B", "2025-06-10", "5", "null"));
    stage.refresh();
    List<String> sold = computed();
    assertThat(sold).doesNotContainAnyElementsOf(before);
    stage.loader.load(
        "d.json", NOON.plusSeconds(2), List.of(sale("1", "A", "2025-06-10", "6", "null")));
    stage.refresh();
    assertThat(rows("gold_payments", "store_id, revenue")).containsExactly("A 6.00", "B 5.00");
    assertThat(computed().get(0)).isNotEqualTo(sold.get(0));
    assertThat(computed().get(1)).as("revenue is not what it reads").isEqualTo(sold.get(1));
  }

  private List<String> computed() {
    return stage.texts(
        "SELECT model_name || refreshed_at FROM scout.models WHERE NOT shipped ORDER BY 1");
  }

  @Test
  void whatCantBeComputedIsHeldAlone() throws Exception {
    SHARES.register(stage, 1);
    PAYMENTS.register(stage, 2);
    DeclaredModel reader =
        DeclaredModel.of(
            "platinum_shares",
            List.of("store_id"),
            List.of("store_id"),
            List.of("gold_shares"),
            "SELECT store_id, sum(share) AS share FROM gold_shares GROUP BY store_id");
    reader.register(stage, 3);
    load("a.json", sale("1", "A", "2025-06-10", "5", "null"));
    stage.refresh();
    UUID bad =
        load(
            "b.json",
            sale("2", "A", "2025-06-10", "0", "null"),
            sale("3", "B", "2025-06-10", "2", "null"));
    stage.refresh();
    assertThat(rows("gold_shares", "store_id, round(share, 2)"))
        .as("the last good state")
        .containsExactly("A 0.20");
    assertThat(rows("gold_payments", COUNTED)).hasSize(2);
    assertThat(rows("platinum_shares", "store_id")).containsExactly("A");
    assertThat(
            stage.value(
                "SELECT state || ' ' || problem FROM scout.models WHERE model_name ="
                    + " 'gold_shares'"))
        .isEqualTo("held division by zero (SQLSTATE 22012)");
    assertThat(stage.value("SELECT count(*) FROM scout.model_outbox")).isEqualTo("2");
    assertThat(open()).containsExactly("gold_shares");

    load("c.json", sale("4", "B", "2025-06-10", "4", "null"));
    stage.refresh();
    assertThat(stage.value("SELECT count(*) FROM scout.model_outbox"))
        .as("each change once, however often it was tried")
        .isEqualTo("2");

    stage.loader.replay(bad, List.of(sale("3", "B", "2025-06-10", "2", "null")));
    stage.refresh();
    assertThat(rows("gold_shares", "store_id, round(share, 2)"))
        .containsExactly("A 0.20", "B 0.75");
    assertThat(rows("platinum_shares", "store_id")).containsExactly("A", "B");
    assertThat(open()).isEmpty();
  }

  private List<String> open() {
    return stage.texts(
        "SELECT subject FROM scout.alerts WHERE kind = 'model_held' AND resolved_at IS NULL");
  }

  @Test
  void aGrainThatIsNotUniqueIsHeld() throws Exception {
    DeclaredModel twice =
        DeclaredModel.of(
            "gold_twice",
            List.of("store_id"),
            List.of(),
            List.of(SILVER),
            "SELECT store_id, 1 AS one FROM silver_edge_transactions");
    twice.register(stage, 1);
    load(
        "a.json",
        sale("1", "A", "2025-06-10", "5", "null"),
        sale("2", "A", "2025-06-10", "5", "null"));
    stage.refresh();
    assertThat(stage.value("SELECT problem FROM scout.models WHERE declaration_id IS NOT NULL"))
        .isEqualTo("its SELECT gives more than one row for the same grain");
    assertThat(rows("gold_twice", "store_id")).isEmpty();
  }

  @Test
  void aBlockingCheckKeepsTheLastState() throws Exception {
    PAYMENTS
        .checked(
            new ModelCheck(
                "no_returns", true, "SELECT count(*) FROM gold_payments WHERE revenue < 0"),
            new ModelCheck("few", false, "SELECT count(*) > 9 FROM gold_payments"))
        .register(stage, 1);
    load("a.json", sale("1", "A", "2025-06-10", "5", "null"));
    assertThat(stage.refresh().failedChecks()).contains("gold_payments.few");
    load("b.json", sale("2", "B", "2025-06-10", "-5", "null"));
    stage.refresh();
    assertThat(rows("gold_payments", COUNTED)).containsExactly("A 2025-06-10 NULL 1 5.00");
    assertThat(stage.value("SELECT problem FROM scout.models WHERE declaration_id IS NOT NULL"))
        .isEqualTo("its check gold_payments.no_returns did not pass: it gave 1 instead of 0");
    assertThat(stage.value("SELECT count(*) FROM scout.gold_store_daily_summary"))
        .as("the shipped table goes on")
        .isEqualTo("2");
    PAYMENTS.register(stage, 1);
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.data_quality_checks WHERE model_name IS NOT NULL"))
        .isEqualTo("0");
    stage.refresh();
    assertThat(rows("gold_payments", COUNTED)).hasSize(2);
    assertThat(open()).isEmpty();
  }

  @Test
  void isComputedAtMostAsOftenAsItSays() throws Exception {
    PAYMENTS.every(Duration.ofMinutes(15)).register(stage, 1);
    load("a.json", sale("1", "A", "2025-06-10", "5", "null"));
    stage.refresh();
    load("b.json", sale("2", "B", "2025-06-10", "5", "null"));
    stage.refresh();
    assertThat(rows("gold_payments", "store_id")).containsExactly("A");
    stage.execute("UPDATE scout.models SET due_at = due_at - interval '15 minutes'");
    stage.refresh();
    assertThat(rows("gold_payments", "store_id")).containsExactly("A", "B");
  }

  /** A reader that is registered while a batch of silver is under way misses nothing of it. */
  @Test
  void isRegisteredBehindABatchUnderWay() throws Exception {
    stage.refresh();
    UUID file = load("a.json", sale("1", "A", "2025-06-10", "5", "null"));
    Jdbi transform = stage.database.as(DatabaseRole.TRANSFORM).jdbi();
    JudgedModel judged = PAYMENTS.judged(stage);
    try (Handle batch = transform.open()) {
      batch.begin();
      LayerLock.take(batch, Silver.LAYER);
      new SilverBatch(batch, LayerSettings.of(ZoneOffset.UTC), DeclaredSource.inForce(batch))
          .settle(List.of(file), () -> {});
      CompletableFuture<Void> registered =
          CompletableFuture.runAsync(
              () -> transform.useTransaction(handle -> DeclaredModel.register(handle, judged, 1)));
      while (stage.value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0")) {
        assertThat(registered).isNotDone();
        Thread.onSpinWait();
      }
      batch.commit();
      registered.get();
    }
    stage.refresh();
    assertThat(rows("gold_payments", COUNTED)).containsExactly("A 2025-06-10 NULL 1 5.00");
  }

  @Test
  void aRebuildShowsAndMendsWhatDiffers() throws Exception {
    PAYMENTS.register(stage, 1);
    STORES.register(stage, 2);
    load(
        "a.json",
        sale("1", "A", "2025-06-10", "5", "null"),
        sale("2", "B", "2025-06-10", "7", "null"));
    stage.refresh();
    stage.execute("UPDATE scout.gold_payments SET sales = 8");
    stage.execute("INSERT INTO scout.gold_payments VALUES (now(), 'A', '2025-01-01', 'x', 1, 1)");
    RebuildRequest dry = new RebuildRequest(Layer.GOLD, "A", null, null, true);
    List<TableChange> shown = stage.rebuild(ZoneOffset.UTC, dry);
    TableChange change =
        shown.stream().filter(one -> one.table().equals("gold_payments")).findFirst().orElseThrow();
    assertThat(change.updated()).isEqualTo(1);
    assertThat(change.deleted()).isEqualTo(1);
    assertThat(change.first())
        .extracting("change", "key")
        .containsExactly(tuple("delete", "A 2025-01-01 x"), tuple("update", "A 2025-06-10 NULL"));
    assertThat(change.first().get(1).difference()).contains("sales");
    assertThat(rows("gold_payments", "sales")).contains("8");
    stage.rebuild(ZoneOffset.UTC, new RebuildRequest(Layer.GOLD, "A", null, null, false));
    assertThat(rows("gold_payments", COUNTED))
        .as("the other store is left alone")
        .containsExactly("A 2025-06-10 NULL 1 5.00", "B 2025-06-10 NULL 8 7.00");
    stage.rebuild(ZoneOffset.UTC, new RebuildRequest(Layer.GOLD, null, null, null, false));
    assertThat(rows("gold_payments", COUNTED))
        .containsExactly("A 2025-06-10 NULL 1 5.00", "B 2025-06-10 NULL 1 7.00");
    assertThat(rows("platinum_stores", "store_id, sales")).containsExactly("A 1", "B 1");
  }

  @Test
  void whatIsReadCannotGo() throws Exception {
    PAYMENTS.register(stage, 1);
    STORES.register(stage, 2);
    assertThatThrownBy(() -> PAYMENTS.remove(stage)).hasMessageContaining("platinum_stores");
    STORES.remove(stage);
    PAYMENTS.remove(stage);
    assertThat(stage.value("SELECT count(*) FROM scout.declared_tables WHERE shipped IS NULL"))
        .isEqualTo("0");
    assertThat(stage.value("SELECT count(*) FROM scout.model_outbox")).isEqualTo("0");
  }

  /** A model that gets another column or grain keeps its table. */
  @Test
  void changesInPlace() throws Exception {
    PAYMENTS.register(stage, 1);
    load("a.json", sale("1", "A", "2025-06-10", "5", "null"));
    stage.refresh();
    String oid = stage.value("SELECT 'scout.gold_payments'::regclass::oid");
    PAYMENTS
        .as(PAYMENTS.query().replace("sum(amount) AS revenue", "max(amount) AS revenue, 1 AS one"))
        .register(stage, 1);
    assertThat(rows("gold_payments", COUNTED)).hasSize(1);
    stage.refresh();
    assertThat(rows("gold_payments", COUNTED + ", one"))
        .containsExactly("A 2025-06-10 NULL 1 5.00 1");
    DeclaredModel.of(
            "gold_payments",
            List.of("transaction_date"),
            List.of("transaction_date"),
            List.of(SILVER),
            "SELECT transaction_date, count(*) AS sales FROM silver_edge_transactions GROUP BY 1")
        .register(stage, 1);
    stage.refresh();
    assertThat(rows("gold_payments", "transaction_date, sales")).containsExactly("2025-06-10 1");
    assertThat(stage.value("SELECT 'scout.gold_payments'::regclass::oid")).isEqualTo(oid);
  }
}
