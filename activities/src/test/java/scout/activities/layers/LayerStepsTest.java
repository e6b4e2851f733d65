package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;

class LayerStepsTest {
  private static final Instant NOON = Instant.parse("2025-06-10T12:00:00Z");

  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneId.of("Europe/Vienna")));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void bringsAFileToPlatinum() {
    UUID file =
        stage.loader.load(
            "scout/v1/bronze/till-1/a.json",
            NOON,
            List.of(
                """
                {"transaction_id": " T1 ", "store_id": "S1", "timestamp": "2025-06-09T23:30:00Z",
                 "amount": "10.005", "currency": "eur", "payment_method": " CARD "}\
                """,
                """
                {"transaction_id": 7, "store_id": "S1", "timestamp": "2025-06-10 09:00",
                 "amount": 5, "currency": "EUR", "device_id": "till-9"}\
                """,
                """
                {"transaction_id": "T3", "timestamp": "2025-06-10 09:00"}\
                """,
                """
                {"store_id": "S1"}\
                """));

    assertThat(stage.refresh().failedChecks()).isNull();

    assertThat(
            stage.rows(
                "SELECT transaction_id, store_id, amount::text, currency, payment_method,"
                    + " device_id, transaction_date::text, file_name, transaction_timestamp::text"
                    + " FROM scout.silver_edge_transactions ORDER BY record_no"))
        .extracting(Map::values)
        .extracting(Object::toString)
        .containsExactly(
            "[T1, S1, 10.01, EUR, card, till-1, 2025-06-10, a.json, "
                + stage.value("SELECT timestamptz '2025-06-09T23:30:00Z'::text")
                + "]",
            "[7, S1, 5.00, EUR, null, till-9, 2025-06-10, a.json, "
                + stage.value("SELECT timestamptz '2025-06-10T07:00:00Z'::text")
                + "]");
    assertThat(
            stage.value(
                "SELECT concat_ws(' ', records_current, records_superseded, records_unkeyed,"
                    + " records_rejected_silver, records_discarded, records_pending,"
                    + " amounts_rounded, silver_generation) FROM scout.files WHERE file_id = ?",
                file))
        .isEqualTo("2 0 1 1 0 0 1 1");
    assertThat(
            stage.value(
                "SELECT string_agg(processing_status, ' ' ORDER BY record_no)"
                    + " FROM scout.bronze_edge_raw"))
        .isEqualTo("processed processed rejected processed");
    assertThat(
            stage.value(
                "SELECT concat_ws(' ', stage, record_no, code) FROM scout.rejected_records"))
        .isEqualTo("silver 3 STORE_MISSING");
    assertThat(
            stage.value(
                "SELECT concat_ws(' ', store_id, transaction_date, transaction_count,"
                    + " active_devices, total_revenue, avg_transaction_value,"
                    + " most_common_payment, currency, other_currency_transactions)"
                    + " FROM scout.gold_store_daily_summary"))
        .isEqualTo("S1 2025-06-10 2 2 15.01 7.51 card EUR 0");
    assertThat(
            stage.value(
                "SELECT concat_ws(' ', store_id, transaction_date, avg_daily_transactions,"
                    + " coalesce(stddev_daily_transactions::text, '-'), avg_daily_revenue,"
                    + " ma7_transactions, day_of_week, coalesce(weekend_avg::text, '-'),"
                    + " weekday_avg) FROM scout.platinum_store_features"))
        .isEqualTo("S1 2025-06-10 2.0000 - 15.0100 2.0000 2 - 2.0000");
    assertThat(
            stage.value(
                "SELECT concat_ws(' ', outcome, silver_files, silver_rows, gold_rows,"
                    + " platinum_rows, failed_checks) FROM scout.refreshes"))
        .isEqualTo("succeeded 1 2 1 1");
  }

  @Test
  void tellsWhetherFilesAreOnTheirWay() {
    Jdbi transform = stage.database.as(DatabaseRole.TRANSFORM).jdbi();
    assertThat(stage.refresh().arriving()).isFalse();
    stage.owner.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO scout.sweeps (sweep_id, started_at) VALUES"
                    + " (gen_random_uuid(), now() - interval '61 minutes')"));
    assertThat(Arrivals.now(transform)).isEqualTo(new Arrivals(false, false));
    stage.owner.useHandle(
        handle -> handle.execute("INSERT INTO scout.sweeps (sweep_id) VALUES (gen_random_uuid())"));
    assertThat(Arrivals.now(transform)).isEqualTo(new Arrivals(true, false));
    assertThat(stage.refresh().arriving()).isTrue();

    UUID file = stage.loader.load("scout/v1/bronze/till-1/a.json", NOON, List.of("{}"));
    stage.owner.useHandle(
        handle ->
            handle.execute("UPDATE scout.files SET status = 'loading' WHERE file_id = ?", file));
    assertThat(Arrivals.now(transform)).isEqualTo(new Arrivals(true, true));
    stage.owner.useHandle(
        handle ->
            handle.execute(
                "UPDATE scout.files SET updated_at = now() - interval '11 minutes'"
                    + " WHERE file_id = ?",
                file));
    assertThat(Arrivals.now(transform)).isEqualTo(new Arrivals(true, false));
  }

  @Test
  void endsARefreshThatLostItsWorkflow() {
    stage.owner.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO scout.refreshes (refresh_id, reason) VALUES (gen_random_uuid(),"
                    + " 'lost')"));

    stage.refresh();

    assertThat(
            stage.value(
                "SELECT concat_ws(' ', outcome, finished_at IS NOT NULL, left(error, 10))"
                    + " FROM scout.refreshes WHERE reason = 'lost'"))
        .isEqualTo("failed t CUT_SHORT:");
  }
}
