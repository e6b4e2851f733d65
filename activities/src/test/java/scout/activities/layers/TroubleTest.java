package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.settings.DatabaseRole;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.refresh.RefreshRequest;

/** What the layers do when something is wrong. */
class TroubleTest {
  private static final Instant NOON = Instant.parse("2025-06-10T12:00:00Z");
  private static final String OPEN_ALERTS =
      "SELECT string_agg(concat_ws(' ', fingerprint, times_seen), ', ' ORDER BY fingerprint)"
          + " FROM scout.alerts WHERE resolved_at IS NULL";

  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private UUID load(String key, String id) {
    return stage.loader.load(key, NOON, List.of(sale(id)));
  }

  private static String sale(String id) {
    return """
    {"transaction_id": "%s", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z",
     "amount": 1}\
    """
        .formatted(id);
  }

  private static ApplicationFailure failure(ThrowingCallable call) {
    Throwable[] caught = new Throwable[1];
    assertThatThrownBy(call)
        .isInstanceOf(ActivityFailure.class)
        .satisfies(e -> caught[0] = e.getCause());
    return (ApplicationFailure) caught[0];
  }

  @Test
  void holdsTheFileThatCannotBeSettledAndSettlesTheOthers() {
    UUID first = load("first.json", "A");
    UUID broken = load("broken.json", "B");
    UUID last = load("last.json", "C");
    stage.execute(
        "CREATE FUNCTION scout.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " RAISE EXCEPTION 'no B here'; END $$");
    stage.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON scout.silver_edge_transactions FOR EACH ROW"
            + " WHEN (new.transaction_id = 'B') EXECUTE FUNCTION scout.refuse()");

    stage.refresh();
    assertThat(stage.value(OPEN_ALERTS)).isEqualTo("file_held:broken.json 1");
    assertThat(stage.value("SELECT subject FROM scout.alerts")).isEqualTo("broken.json");
    assertThat(
            stage.value(
                "SELECT string_agg(transaction_id, '') FROM scout.silver_edge_transactions"))
        .isEqualTo("AC");
    assertThat(settled(first)).isEqualTo("t");
    assertThat(settled(broken)).isEqualTo("f");
    assertThat(settled(last)).isEqualTo("t");

    stage.execute("UPDATE scout.held_files SET try_again_at = now()");
    stage.refresh();
    assertThat(stage.value(OPEN_ALERTS)).isEqualTo("file_held:broken.json 2");

    stage.execute("DROP TRIGGER refuse ON scout.silver_edge_transactions");
    stage.execute("UPDATE scout.held_files SET try_again_at = now()");
    stage.refresh();
    assertThat(stage.value(OPEN_ALERTS)).isNull();
    assertThat(settled(broken)).isEqualTo("t");
    assertThat(stage.value("SELECT transaction_count FROM scout.gold_store_daily_summary"))
        .isEqualTo("3");
  }

  @Test
  void triesAHeldFileAloneWithGrowingPausesOrWhenAskedTo() {
    load("first.json", "A");
    UUID broken = load("broken.json", "B");
    stage.execute("CREATE SEQUENCE scout.tries");
    stage.execute(
        "CREATE FUNCTION scout.refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$"
            + " BEGIN PERFORM nextval('scout.tries'); RAISE EXCEPTION 'no B here'; END $$");
    stage.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON scout.silver_edge_transactions FOR EACH ROW"
            + " WHEN (new.transaction_id = 'B') EXECUTE FUNCTION scout.refuse()");
    stage.refresh();
    assertThat(tries()).as("with the others, then alone").isEqualTo("2");

    load("next.json", "C");
    stage.refresh();
    assertThat(tries()).as("within a minute").isEqualTo("2");
    assertThat(stage.value("SELECT count(*) FROM scout.silver_edge_transactions")).isEqualTo("2");

    List<String> pauses = new ArrayList<>();
    for (int round = 3; round <= 9; round++) {
      stage.execute("UPDATE scout.held_files SET try_again_at = now()");
      load(round + ".json", "D" + round);
      stage.refresh();
      assertThat(tries()).isEqualTo(String.valueOf(round));
      pauses.add(
          stage.value(
              "SELECT extract(epoch FROM try_again_at - tried_at)::int / 60"
                  + " FROM scout.held_files"));
    }
    assertThat(pauses).containsExactly("2", "4", "8", "16", "32", "60", "60");

    stage.layers.buildSilver(UUID.randomUUID(), new RefreshRequest("asked", true, false));
    assertThat(tries()).as("a person asks").isEqualTo("10");
    stage.loader.replay(broken, List.of(sale("E")));
    stage.refresh();
    assertThat(settled(broken)).as("the file has changed").isEqualTo("t");
    assertThat(stage.value("SELECT count(*) FROM scout.held_files")).isEqualTo("0");
  }

  private String tries() {
    return stage.value("SELECT last_value FROM scout.tries");
  }

  private String settled(UUID file) {
    return stage.value(
        "SELECT silver_generation IS NOT DISTINCT FROM generation FROM scout.files"
            + " WHERE file_id = ?",
        file);
  }

  @Test
  void aBlockingCheckKeepsTheLayerAsItWas() {
    load("a.json", "A");
    stage.refresh();
    for (String layer : List.of("silver", "gold", "platinum")) {
      stage.execute(
          "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, severity,"
              + " blocking) VALUES ('few', ?, 'SELECT count(*) < 2 FROM silver_edge_transactions',"
              + " 'critical', true)",
          layer + "_table");
      load("b.json", "B");
      String before = everything();

      ApplicationFailure failure = failure(() -> stage.refresh());
      assertThat(failure.getType()).isEqualTo("CHECK_BLOCKED");
      assertThat(failure.isNonRetryable()).isTrue();
      assertThat(failure.getOriginalMessage()).contains("few").contains("false instead of true");
      if (layer.equals("silver")) {
        assertThat(everything()).isEqualTo(before);
      }
      assertThat(rowsOf(layer)).isEqualTo(1);
      assertThat(stage.value(OPEN_ALERTS)).isEqualTo("check_failed:few 1");
      assertThat(
              stage.value(
                  "SELECT concat_ws(' ', actual_result, passed) FROM scout.data_quality_checks"
                      + " WHERE check_name = 'few'"))
          .isEqualTo("false f");

      stage.execute(
          "UPDATE scout.data_quality_checks SET check_query = 'SELECT true'"
              + " WHERE check_name = 'few'");
      stage.refresh();
      assertThat(stage.value(OPEN_ALERTS)).isNull();
      assertThat(stage.value("SELECT sum(transaction_count) FROM scout.gold_store_daily_summary"))
          .isEqualTo("2");
      stage.execute("DELETE FROM scout.data_quality_checks WHERE check_name = 'few'");
      stage.loader.discard(
          UUID.fromString(
              stage.value(
                  "SELECT file_id FROM scout.files WHERE object_key = 'b.json'"
                      + " AND status = 'loaded'")));
      stage.refresh();
    }
  }

  private String everything() {
    return stage.value(
        "SELECT concat_ws(' / ', (SELECT string_agg(s::text, ',') FROM"
            + " scout.silver_edge_transactions s), (SELECT string_agg(g::text, ',') FROM"
            + " scout.gold_store_daily_summary g), (SELECT count(*) FROM scout.gold_outbox),"
            + " (SELECT string_agg(p::text, ',') FROM scout.platinum_store_features p))");
  }

  private int rowsOf(String layer) {
    String query =
        switch (layer) {
          case "silver" -> "SELECT count(*) FROM scout.silver_edge_transactions";
          case "gold" -> "SELECT sum(transaction_count) FROM scout.gold_store_daily_summary";
          default ->
              "SELECT avg_daily_transactions::int FROM scout.platinum_store_features"
                  + " ORDER BY transaction_date DESC LIMIT 1";
        };
    return Integer.parseInt(stage.value(query));
  }

  /** Bronze is committed before any check, and a layer above still shows what was before. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bronze_edge_raw | SELECT 0 | false",
        "files | SELECT 0 | false",
        "scout.bronze_edge_raw | SELECT 0 | false",
        "silver_edge_transactions | SELECT count(*) FROM gold_store_daily_summary | false",
        "silver_edge_transactions | SELECT count(*) FROM scout.platinum_store_features | false",
        "scout.silver_edge_transactions | SELECT 0 FROM Platinum_Store_Features_Latest | false",
        "gold_store_daily_summary | SELECT count(*) FROM platinum_store_features | false",
        "silver_edge_transactions | SELECT count(*) FROM silver_edge_transactions | true",
        "silver_edge_transactions | SELECT count(*) FROM bronze_edge_raw | true",
        "scout.gold_store_daily_summary | SELECT count(*) FROM silver_superseded | true",
        "gold_store_daily_summary | SELECT count(*) FROM gold_lineage | true",
        "platinum_store_features | SELECT count(*) FROM gold_store_daily_summary | true",
      })
  void blockingChecksReadTheirOwnLayerOrALowerOne(String table, String query, boolean taken) {
    String insert =
        "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, blocking)"
            + " VALUES ('mine', ?, ?, ?)";
    stage.execute(insert, table, query, false);
    stage.execute("DELETE FROM scout.data_quality_checks WHERE check_name = 'mine'");
    if (taken) {
      stage.execute(insert, table, query, true);
    } else {
      assertThatThrownBy(() -> stage.execute(insert, table, query, true))
          .hasMessageContaining("violates check constraint");
    }
  }

  @Test
  void aBlockedRefreshOpensOneAlert() {
    UUID refresh = UUID.randomUUID();
    stage.execute(
        "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, blocking)"
            + " VALUES ('never', 'gold_store_daily_summary', 'SELECT 1', true)");
    stage.layers.buildSilver(refresh, null);
    String error = failure(() -> stage.layers.buildGold(refresh)).getOriginalMessage();
    stage.layers.recordFailure(refresh, "gold", error);
    assertThat(stage.value(OPEN_ALERTS)).isEqualTo("check_failed:never 1");
    assertThat(stage.value("SELECT concat_ws(' ', outcome, error) FROM scout.refreshes"))
        .isEqualTo("failed gold: " + error);
  }

  @Test
  void aFailedRefreshIsAlertedOnceAndRecovers() {
    for (int i = 0; i < 2; i++) {
      UUID refresh = UUID.randomUUID();
      stage.layers.buildSilver(refresh, RefreshRequest.nudge("loaded"));
      stage.layers.recordFailure(refresh, "platinum", "the disk is full");
    }
    assertThat(stage.value(OPEN_ALERTS)).isEqualTo("refresh_failed:platinum 2");
    UUID checksAlone = UUID.randomUUID();
    stage.layers.runChecks(checksAlone, new RefreshRequest(null, true, true));
    assertThat(stage.value(OPEN_ALERTS)).contains("refresh_failed:platinum");
    assertThat(stage.value("SELECT outcome FROM scout.refreshes WHERE refresh_id = ?", checksAlone))
        .isEqualTo("succeeded");
    load("a.json", "A");
    stage.refresh();
    assertThat(stage.value(OPEN_ALERTS)).isNull();
  }

  @Test
  void aFailingCheckIsAlertedOnceAndDoesNotFailTheRefresh() {
    load("a.json", "A");
    stage.execute(
        "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, severity)"
            + " VALUES ('odd', 'bronze_edge_raw', 'SELECT 1', 'info')");
    assertThat(stage.refresh().failedChecks()).isEqualTo("odd");
    assertThat(stage.refresh().failedChecks()).isEqualTo("odd");
    assertThat(stage.value(OPEN_ALERTS)).isEqualTo("check_failed:odd 2");
    assertThat(
            stage.value(
                "SELECT string_agg(DISTINCT concat_ws(' ', outcome, failed_checks), ',')"
                    + " FROM scout.refreshes"))
        .isEqualTo("succeeded odd");
    assertThat(
            stage.value(
                "SELECT string_agg(concat_ws(' ', actual_result, passed, message), ',')"
                    + " FROM scout.data_quality_results WHERE check_name = 'odd'"))
        .as("a row where the result is new")
        .isEqualTo("1 f it gave 1 instead of 0");
    stage.execute(
        "UPDATE scout.data_quality_checks SET expected_result = '1'" + " WHERE check_name = 'odd'");
    assertThat(stage.refresh().failedChecks()).isNull();
    assertThat(stage.value(OPEN_ALERTS)).isNull();
  }

  @Test
  void otherSettingsThanThoseInForceAreRefused() {
    stage.refresh();
    try (Switched zone = new Switched(stage, LayerSettings.of(ZoneId.of("Europe/Vienna")))) {
      ApplicationFailure failure = failure(zone::build);
      assertThat(failure.getType()).isEqualTo("SETTINGS_CHANGED");
      assertThat(failure.isNonRetryable()).isTrue();
      assertThat(failure.getOriginalMessage())
          .contains("UTC", "Europe/Vienna", "./scout rebuild silver");
    }
    try (Switched paths =
        new Switched(
            stage,
            LayerSettings.of(ZoneOffset.UTC)
                .withPaths(new FieldPaths(Map.of(PayloadField.STORE_ID, List.of("store.id")))))) {
      assertThat(failure(paths::build).getOriginalMessage())
          .contains("[[\"store_id\"]]", "[[\"store\",\"id\"]]", "./scout rebuild silver");
    }
  }

  /** The same database with other settings. */
  private static final class Switched implements AutoCloseable {
    private final io.temporal.testing.TestActivityEnvironment environment =
        io.temporal.testing.TestActivityEnvironment.newInstance();
    private final LayerActivities layers;

    Switched(LayerStage stage, LayerSettings settings) {
      environment.registerActivitiesImplementations(
          new LayerSteps(
              stage.database.as(DatabaseRole.TRANSFORM), settings, new SpareConnections(1)));
      layers = environment.newActivityStub(LayerActivities.class);
    }

    void build() {
      layers.buildSilver(UUID.randomUUID(), null);
    }

    @Override
    public void close() {
      environment.close();
    }
  }

  @Test
  void aTableThatDiffersFailsWithEveryDifference() {
    load("a.json", "A");
    stage.execute("ALTER TABLE scout.silver_edge_transactions DROP COLUMN payment_method");
    stage.execute("ALTER TABLE scout.silver_edge_transactions ALTER amount TYPE numeric(12,2)");
    stage.execute("ALTER TABLE scout.silver_edge_transactions ADD COLUMN till text NOT NULL");
    stage.execute("ALTER TABLE scout.silver_edge_transactions ADD COLUMN note text");
    ApplicationFailure failure = failure(() -> stage.layers.buildSilver(UUID.randomUUID(), null));
    assertThat(failure.getType()).isEqualTo("SCHEMA_CHANGED");
    assertThat(failure.getOriginalMessage())
        .contains("amount is numeric(12,2) instead of numeric(10,2)")
        .contains("payment_method (text) is missing")
        .contains("till must not be null, and nothing fills it")
        .doesNotContain("note");
    stage.execute("ALTER TABLE scout.gold_store_daily_summary DROP COLUMN currency CASCADE");
    assertThat(failure(() -> stage.layers.buildGold(UUID.randomUUID())).getOriginalMessage())
        .contains("currency (text) is missing");
    stage.execute("DROP TABLE scout.platinum_store_features CASCADE");
    assertThat(failure(() -> stage.layers.buildPlatinum(UUID.randomUUID())).getOriginalMessage())
        .contains("store_id (text) is missing");
    assertThat(stage.value("SELECT records_pending FROM scout.files")).isEqualTo("1");
  }
}
