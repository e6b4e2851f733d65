package scout.activities.models.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.database.RolePool;
import scout.activities.layers.LayerSettings;
import scout.activities.layers.LayerSteps;
import scout.activities.layers.SpareConnections;
import scout.settings.DatabaseRole;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ModelFiles;

/** New and changed models are computed beside their tables, which everybody reads meanwhile. */
class ComputedBesideTest {
  private static final String DAYS =
      """
      -- grain: store_id, transaction_date
      -- slice: store_id, transaction_date
      SELECT store_id, transaction_date, count(*) AS n, sum(amount) AS amount
        FROM silver_edge_transactions
       GROUP BY 1, 2
      """;
  private static final String STORES =
      """
      -- grain: store_id
      -- slice: store_id
      SELECT store_id, sum(n)::bigint AS n FROM gold_days GROUP BY 1
      """;

  private static final String OF_DAYS =
      "SELECT concat_ws(' ', store_id, transaction_date, n, amount) FROM scout.gold_days ORDER BY 1";
  private static final String OF_SILVER =
      "SELECT concat_ws(' ', store_id, transaction_date, count(*), sum(amount))"
          + " FROM scout.silver_edge_transactions GROUP BY store_id, transaction_date ORDER BY 1";

  private PlanStage stage;
  private DeclarationSteps steps;
  private LayerSteps layers;

  @BeforeEach
  void open() throws Exception {
    stage = new PlanStage();
    stage.sales(400);
    RolePool transform = stage.database.as(DatabaseRole.TRANSFORM);
    layers = new LayerSteps(transform, LayerSettings.of(ZoneId.of("UTC")), new SpareConnections(1));
    steps = new DeclarationSteps(transform, ZoneId.of("UTC"), () -> {});
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private void refresh() {
    UUID id = UUID.randomUUID();
    layers.buildSilver(id, null);
    layers.buildGold(id);
    layers.buildPlatinum(id);
  }

  private static ApplyRequest request(String... files) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < files.length; i += 2) {
      texts.put(files[i], files[i + 1]);
    }
    return new ApplyRequest(new ModelFiles(texts), "ana", List.of("gold_days", "gold_stores"));
  }

  private void compute(ApplyRequest request) {
    assertThat(steps.beginBeside(request).done()).isTrue();
    assertThat(steps.fillBeside().done()).isTrue();
  }

  private void apply(ApplyRequest request) {
    compute(request);
    assertThat(steps.declareModels(request).done()).isTrue();
  }

  private List<String> texts(String sql) {
    return stage.owner.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private String text(String sql) {
    return texts(sql).get(0);
  }

  /** As a settled file does: the row, and its place for each reader. */
  private void arrives(String store, String day) {
    stage.owner.useTransaction(
        handle -> {
          handle.execute("SET LOCAL session_replication_role = replica");
          handle.execute(
              "INSERT INTO scout.silver_edge_transactions SELECT (jsonb_populate_record(s,"
                  + " jsonb_build_object('transaction_id', gen_random_uuid(), 'bronze_id',"
                  + " gen_random_uuid(), 'store_id', ?::text, 'transaction_date', ?::text))).*"
                  + " FROM scout.silver_edge_transactions s LIMIT 1",
              store,
              day);
          handle.execute(
              "INSERT INTO scout.model_outbox (reader, store_id, transaction_date)"
                  + " SELECT model_name, ?, ?::date FROM scout.models"
                  + " WHERE 'silver_edge_transactions' = ANY (inputs)",
              store,
              day);
        });
  }

  @Test
  void aModelIsCompleteWhenItIsInForce() {
    apply(request("gold_days.sql", DAYS, "gold_stores.sql", STORES));

    assertThat(texts(OF_DAYS)).isEqualTo(texts(OF_SILVER)).hasSize(51);
    assertThat(texts("SELECT concat_ws(' ', store_id, n) FROM scout.gold_stores ORDER BY 1"))
        .containsExactly("S0 133", "S1 134", "S2 133");
    assertThat(
            texts(
                "SELECT concat_ws(' ', model_name, state, built) FROM scout.models"
                    + " WHERE declaration_id IS NOT NULL ORDER BY 1"))
        .containsExactly("gold_days active t", "gold_stores active t");
    assertThat(
            texts("SELECT table_name FROM scout.declared_tables WHERE shipped IS NULL ORDER BY 1"))
        .containsExactly("gold_days", "gold_stores");
    assertThat(text("SELECT count(*) FROM scout.model_outbox")).isEqualTo("0");
  }

  @Test
  void readersKeepTheOldRowsUntilTheNewOnesAreWritten() {
    apply(request("gold_days.sql", DAYS, "gold_stores.sql", STORES));
    stage.owner.useHandle(
        h -> h.execute("CREATE VIEW public.mine AS SELECT n FROM scout.gold_days"));
    String before = text("SELECT string_agg(d::text, ' ' ORDER BY d) FROM scout.gold_days d");
    String place = text("SELECT 'scout.gold_days'::regclass::oid");
    String other =
        DAYS.replace(
                "store_id, transaction_date\nSELECT store_id, transaction_date",
                "transaction_date\nSELECT transaction_date")
            .replace("-- grain: store_id, transaction_date", "-- grain: transaction_date")
            .replace("GROUP BY 1, 2", "GROUP BY 1")
            .replace("sum(amount)", "sum(amount)::text");
    ApplyRequest next = request("gold_days.sql", other);

    compute(next);
    assertThat(text("SELECT string_agg(d::text, ' ' ORDER BY d) FROM scout.gold_days d"))
        .isEqualTo(before);
    arrives("S1", "2025-06-03");
    refresh();
    assertThat(texts(OF_DAYS)).isEqualTo(texts(OF_SILVER));

    try (Handle reader = stage.owner.open()) {
      reader.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
      reader.begin();
      long seen = reader.createQuery("SELECT count(*) FROM scout.files").mapTo(long.class).one();
      assertThat(steps.declareModels(next).done()).isTrue();
      assertThat(reader.createQuery("SELECT sum(n) FROM scout.gold_days").mapTo(long.class).one())
          .as("seen with %d files", seen)
          .isEqualTo(401);
      reader.commit();
    }
    refresh();
    assertThat(text("SELECT 'scout.gold_days'::regclass::oid")).isEqualTo(place);
    assertThat(text("SELECT sum(n) FROM public.mine")).isEqualTo("401");
    assertThat(
            texts(
                "SELECT concat_ws(' ', transaction_date, n, amount) FROM scout.gold_days ORDER BY 1"))
        .isEqualTo(
            texts(
                "SELECT concat_ws(' ', transaction_date, count(*), sum(amount))"
                    + " FROM scout.silver_edge_transactions GROUP BY transaction_date ORDER BY 1"));
    assertThat(
            texts(
                "SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute"
                    + " WHERE attrelid = 'scout.gold_days'::regclass AND attnum > 0 AND NOT attisdropped"
                    + " ORDER BY 1"))
        .containsExactly(
            "amount text",
            "last_updated timestamp with time zone",
            "n bigint",
            "transaction_date date");
    assertThat(
            text(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'gold_days_grain'"))
        .isEqualTo("PRIMARY KEY (transaction_date)");
  }

  @Test
  void whatComesInMeanwhileIsCaughtUp() {
    ApplyRequest first = request("gold_days.sql", DAYS, "gold_stores.sql", STORES);
    assertThat(steps.beginBeside(first).done()).isTrue();
    arrives("S0", "2025-06-01");
    assertThat(steps.fillBeside().done()).isTrue();
    arrives("S7", "2025-07-07");
    assertThat(steps.declareModels(first).done()).isTrue();
    refresh();

    assertThat(texts(OF_DAYS)).isEqualTo(texts(OF_SILVER)).contains("S7 2025-07-07 1 1.00");
    assertThat(texts("SELECT concat_ws(' ', store_id, n) FROM scout.gold_stores ORDER BY 1"))
        .containsExactly("S0 134", "S1 134", "S2 133", "S7 1");
  }

  @Test
  void eachStepCanBeDoneAgain() {
    ApplyRequest first = request("gold_days.sql", DAYS);
    compute(first);
    compute(first);
    assertThat(steps.declareModels(first).done()).isTrue();
    assertThat(steps.declareModels(first).done()).isTrue();
    compute(first);
    assertThat(texts(OF_DAYS)).isEqualTo(texts(OF_SILVER));
    assertThat(text("SELECT count(*) FROM scout.declarations")).isEqualTo("1");

    compute(request("gold_days.sql", DAYS.replace("AS n", "AS n, 1 AS one")));
    ApplyRequest other = request("gold_days.sql", DAYS.replace("AS n", "AS n, 2 AS two"));
    apply(other);
    assertThat(texts("SELECT DISTINCT two FROM scout.gold_days")).containsExactly("2");
  }

  @Test
  void whatIsDroppedLeavesNothingBehind() {
    apply(request("gold_days.sql", DAYS));
    compute(request("gold_days.sql", DAYS.replace("AS n", "AS n, 1 AS one")));
    arrives("S0", "2025-06-01");
    assertThat(text("SELECT count(*) FROM scout.model_outbox WHERE reader = 'next_gold_days'"))
        .isNotEqualTo("0");
    steps.dropBeside();
    steps.dropBeside();

    assertThat(texts("SELECT table_name FROM scout.declared_tables WHERE kind = 'beside'"))
        .isEmpty();
    assertThat(texts("SELECT model_name FROM scout.models WHERE phase IS NOT NULL")).isEmpty();
    assertThat(texts("SELECT DISTINCT reader FROM scout.model_outbox"))
        .contains("gold_days")
        .doesNotContain("next_gold_days");
    refresh();
    assertThat(texts(OF_DAYS)).isEqualTo(texts(OF_SILVER));
  }

  /**
   * As where a worker is killed between the steps of the switch, or a person cancels it there, and
   * another declaration comes.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSwitchThatWasNotFinishedIsFinishedByTheNext(boolean cancelled) {
    apply(request("gold_days.sql", DAYS, "gold_stores.sql", STORES));
    String other =
        DAYS.replace("AS n", "AS n, 1 AS one").replace("-- slice: store_id, ", "-- slice: ");
    ApplyRequest next = request("gold_days.sql", other);
    compute(next);
    stage.owner.useHandle(
        handle ->
            handle.execute(
                "CREATE FUNCTION public.fails() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " IF EXISTS (SELECT FROM pg_class WHERE relname = 'next_gold_days_key') THEN"
                    + " RAISE EXCEPTION 'killed'; END IF; END $$;"
                    + " CREATE EVENT TRIGGER fails ON ddl_command_end WHEN TAG IN ('CREATE INDEX')"
                    + " EXECUTE FUNCTION public.fails()"));
    assertThatThrownBy(() -> steps.declareModels(next)).hasStackTraceContaining("killed");
    refresh();
    assertThat(text("SELECT sum(n) FROM scout.gold_days")).isEqualTo("400");
    stage.owner.useHandle(handle -> handle.execute("DROP EVENT TRIGGER fails"));
    if (cancelled) {
      steps.dropBeside();
    }

    ApplyRequest back = request("gold_days.sql", DAYS, "gold_stores.sql", STORES);
    apply(back);
    arrives("S1", "2025-06-03");
    refresh();
    assertThat(texts(OF_DAYS)).isEqualTo(texts(OF_SILVER));
    assertThat(texts("SELECT DISTINCT concat_ws(' ', state, built, phase) FROM scout.models"))
        .containsExactly("active t");
    apply(next);
    assertThat(texts("SELECT model_name FROM scout.models WHERE declaration_id IS NOT NULL"))
        .containsExactly("gold_days");
    assertThat(texts("SELECT DISTINCT one FROM scout.gold_days")).containsExactly("1");
  }

  @Test
  void aModelThatCantBeComputedIsHeldAndItsTableKept() {
    apply(request("gold_days.sql", DAYS, "gold_stores.sql", STORES));
    List<String> before = texts(OF_DAYS);
    ApplyRequest wrong =
        request(
            "gold_days.sql",
            "-- check blocking few: SELECT count(*) FROM gold_days WHERE n > 1\n"
                + DAYS.replace("AS n", "AS n, 1 AS one"),
            "gold_stores.sql",
            STORES);
    apply(wrong);
    refresh();

    assertThat(texts(OF_DAYS)).isEqualTo(before);
    assertThat(text("SELECT problem FROM scout.models WHERE model_name = 'gold_days'"))
        .startsWith("its check gold_days.few did not pass");
    apply(request("gold_days.sql", DAYS, "gold_stores.sql", STORES));
    assertThat(texts("SELECT DISTINCT state FROM scout.models")).containsExactly("active");
    assertThat(texts("SELECT subject FROM scout.alerts WHERE kind = 'model_held'"))
        .containsExactly("gold_days");
    assertThat(
            texts(
                "SELECT subject FROM scout.alerts WHERE kind = 'model_held'"
                    + " AND resolved_at IS NULL"))
        .isEmpty();
  }

  /** A check is asked of the tables beside, whatever else in its text looks like their names. */
  @Test
  void checksReadTheTablesBeside() {
    String stores =
        "-- check blocking inputs: SELECT count(*) FROM gold_stores s JOIN gold_days d"
            + " USING (store_id) WHERE s.n < d.n\n"
            + STORES;
    apply(
        request(
            "gold_days.sql",
            "-- check blocking text: SELECT count(*) FROM gold_days WHERE length('gold_days') <> 9;\n"
                + DAYS,
            "gold_stores.sql",
            stores));
    assertThat(texts("SELECT DISTINCT concat_ws(' ', state, problem) FROM scout.models"))
        .containsExactly("active");
    apply(
        request(
            "gold_days.sql",
            "-- check blocking own: WITH gold AS (SELECT n AS gold_days FROM scout.gold_days)"
                + " SELECT count(*) FROM gold WHERE gold_days < 1000"
                + " AND 'scout.gold_days' = concat('scout', '.gold_days')\n"
                + DAYS.replace("count(*) AS n", "count(*) + 1000 AS n"),
            "gold_stores.sql",
            stores));
    assertThat(texts("SELECT DISTINCT concat_ws(' ', state, problem) FROM scout.models"))
        .containsExactly("active");
    assertThat(text("SELECT min(n) > 1000 FROM scout.gold_days")).isEqualTo("t");
  }

  /** Without an identity, a publication would refuse every change of the table. */
  @Test
  void aKeyThatHoldsNullsIsWrittenWholeForSubscribers() {
    apply(request("gold_days.sql", DAYS));
    apply(
        request(
            "gold_days.sql",
            """
            -- grain: payment_method, transaction_date
            -- slice: transaction_date
            SELECT payment_method, transaction_date, count(*) AS n
              FROM silver_edge_transactions
             GROUP BY 1, 2
            """));

    assertThat(text("SELECT relreplident FROM pg_class WHERE oid = 'scout.gold_days'::regclass"))
        .isEqualTo("f");
    assertThat(
            texts(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'scout.gold_days'::regclass"
                    + " AND attnum > 0 AND attnotnull ORDER BY 1"))
        .containsExactly("last_updated", "transaction_date");
  }
}
