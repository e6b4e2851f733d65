package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import scout.schema.SqlFile;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.refresh.RefreshRequest;

/**
 * Right after a first backlog the statistics still speak of the little that was there before. What
 * is read must not follow them.
 */
class FrozenStatisticsTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  private static final String TABLES =
      "relname IN ('silver_edge_transactions', 'silver_superseded', 'gold_store_daily_summary',"
          + " 'platinum_store_features')";

  private static final String WHOLE_READS =
      "SELECT relname || ' ' || seq_scan FROM pg_stat_user_tables WHERE " + TABLES + " ORDER BY 1";

  private static final String INDEX_READS =
      "SELECT idx_tup_fetch FROM pg_stat_user_tables WHERE relname = ";

  private static final String SILVER_READS = INDEX_READS + "'silver_edge_transactions'";
  private static final String GOLD_READS = INDEX_READS + "'gold_store_daily_summary'";

  private static final String TRANSFORMERS =
      "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = 'scout_transform'"
          + " AND datname = current_database())";

  private static final String SILVER =
      """
      INSERT INTO scout.silver_edge_transactions
        (bronze_id, device_id, file_name, transaction_id, store_id, transaction_timestamp, amount,
         full_payload, ingested_at, file_id, record_no, uploaded_at, transaction_date, created_at)
      SELECT gen_random_uuid(), 'till-1', 'f', 'H' || n, 'S' || n % 40,
             date '2025-01-01' + n / 40 % 30, 1, '{}', now(), gen_random_uuid(), n, now(),
             date '2025-01-01' + n / 40 % 30, now() - interval '1 hour'
        FROM generate_series\
      """;

  private static final String GOLD =
      """
      INSERT INTO scout.gold_store_daily_summary
        (store_id, transaction_date, transaction_count, active_devices, total_revenue,
         first_transaction_time, last_transaction_time, other_currency_transactions, last_updated)
      SELECT store_id, transaction_date, count(*), 1, sum(amount), min(transaction_timestamp),
             max(transaction_timestamp), 0, now() - interval '1 hour'
        FROM scout.silver_edge_transactions GROUP BY store_id, transaction_date
          ON CONFLICT (store_id, transaction_date) DO UPDATE
         SET transaction_count = excluded.transaction_count,
             total_revenue = excluded.total_revenue\
      """;

  private static final String PLATINUM =
      """
      INSERT INTO scout.platinum_store_features (store_id, transaction_date, day_of_week)
      SELECT store_id, transaction_date, 0 FROM scout.gold_store_daily_summary
          ON CONFLICT DO NOTHING\
      """;

  /** 40 stores of 30 days with 20 sales each, of which the statistics know one store-day. */
  private static final List<String> BACKLOG =
      List.of(
          SILVER + "(1, 1) n",
          SILVER + "(1201, 24000, 1200) n",
          GOLD,
          PLATINUM,
          "ANALYZE",
          SILVER + "(0, 23999) n ON CONFLICT DO NOTHING",
          GOLD,
          PLATINUM,
          "UPDATE scout.data_quality_checks SET covered_until = now(), passed = true",
          "SELECT pg_stat_force_next_flush()");

  @Test
  void noStatisticsMakeARefreshReadSilverAStoreDay() throws Exception {
    List<String> wholeBefore;
    List<String> wholeAfter;
    long before;
    long after;
    long goldBefore;
    long goldAfter;
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      freeze(stage);
      stage.owner.useHandle(handle -> BACKLOG.forEach(handle::execute));
      wholeBefore = stage.texts(WHOLE_READS);
      before = Long.parseLong(stage.value(SILVER_READS));
      goldBefore = Long.parseLong(stage.value(GOLD_READS));

      stage.loader.load(
          "new.json", NOON, IntStream.range(0, 20).mapToObj(n -> sale("N" + n, n)).toList());
      UUID refresh = UUID.randomUUID();
      stage.layers.buildSilver(refresh, null);
      assertThat(stage.layers.buildGold(refresh).rows()).isEqualTo(20);
      stage.layers.buildPlatinum(refresh);
      assertThat(stage.layers.runChecks(refresh, RefreshRequest.nudge("test")).failedChecks())
          .isNull();
      assertThat(
              stage.value(
                  "SELECT count(*) FROM scout.gold_store_daily_summary"
                      + " WHERE transaction_count = 21 AND store_id = 'S1'"))
          .isEqualTo("20");
      stage.database.logOut();
      // a connection has reported what it read once it is gone
      while (stage.value(TRANSFORMERS).equals("t")) {
        Thread.sleep(20);
      }
      wholeAfter = stage.texts(WHOLE_READS);
      after = Long.parseLong(stage.value(SILVER_READS));
      goldAfter = Long.parseLong(stage.value(GOLD_READS));
    }
    assertThat(wholeAfter).isEqualTo(wholeBefore);
    assertThat(after - before).as("rows of silver that were read, of 24,000").isLessThan(12_000);
    assertThat(goldAfter - goldBefore)
        .as("rows of gold that were read, of 1,200")
        .isLessThan(10_000);
  }

  @Test
  void lossesAreJudgedByIndexInARefreshAndInARebuild() throws Exception {
    List<String> plans = new ArrayList<>();
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      stage.database.as(DatabaseRole.TRANSFORM).jdbi().setSqlLogger(new JudgedBy(plans));
      // Without a currency, so that it is compared with what its device sent before.
      stage.loader.load("scout/v1/bronze/till-1/a.json", NOON, List.of(sale("A", 1)));
      stage.refresh();
      assertThat(plans).containsExactly("off");

      stage.rebuild(ZoneOffset.UTC, Layer.SILVER);

      assertThat(plans).containsExactly("off", "off");
    }
  }

  /** Notes whether a session that looks for what devices sent before may read their history. */
  private record JudgedBy(List<String> plans) implements SqlLogger {
    private static final String FILES =
        SqlFile.load(FrozenStatisticsTest.class, "/scout/schema/layers/losses.sql").get("files");

    @Override
    public void logBeforeExecution(StatementContext context) {
      if (context.getRawSql().equals(FILES)) {
        try (Statement ask = context.getConnection().createStatement();
            ResultSet answer = ask.executeQuery("SHOW enable_bitmapscan")) {
          answer.next();
          plans.add(answer.getString(1));
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static void freeze(LayerStage stage) {
    for (String table :
        List.of(
            "silver_edge_transactions",
            "silver_superseded",
            "gold_store_daily_summary",
            "platinum_store_features")) {
      stage.execute("ALTER TABLE scout." + table + " SET (autovacuum_enabled = false)");
    }
  }

  private static String sale(String id, int day) {
    return """
    {"transaction_id": "%s", "store_id": "S1", "timestamp": "%sT08:00:00Z", "amount": 1}\
    """
        .formatted(id, FIRST.plusDays(day));
  }
}
