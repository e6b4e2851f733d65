package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import scout.schema.SqlFile;
import scout.settings.DatabaseRole;

/**
 * A backlog of many files in which all is lost opens one alert for a device, and costs little. With
 * {@code -Dscout.long=true} there are 10,000.
 */
class LossBacklogTest {
  private static final int FILES = Boolean.getBoolean("scout.long") ? 10_000 : 2_000;
  private static final int RECORDS = 10;

  @Test
  void manyFilesOfSevenDevicesOpenSevenAlerts() throws Exception {
    settle("all is lost", "10/06/2025 8:00:00 AM", "EUR", "7 " + FILES);
  }

  @Test
  void manyGoodFilesCostNextToNothing() throws Exception {
    settle("all is well", "2025-06-10T08:00:00Z", "EUR", "0");
  }

  @Test
  void whatNoDeviceEverSentIsNoNews() throws Exception {
    settle("no currency", "2025-06-10T08:00:00Z", null, "0");
  }

  private static void settle(String what, String time, String currency, String alerts)
      throws Exception {
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      fill(stage, time, currency);
      Judging judging = new Judging(stage.database.as(DatabaseRole.TRANSFORM).jdbi());
      long begin = System.nanoTime();
      stage.layers.buildSilver(UUID.randomUUID(), null);
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%d files settled in %.2f s, of which judging whether %s took %.2f s%n",
          FILES,
          seconds,
          what,
          judging.micros.get() / 1e6);
      assertThat(
              stage.value(
                  "SELECT concat_ws(' ', count(*), sum(times_seen)) FROM scout.alerts"
                      + " WHERE kind IN ('file_lost', 'field_gone', 'ids_shared')"
                      + " AND resolved_at IS NULL"))
          .isEqualTo(alerts);
    }
  }

  private static void fill(LayerStage stage, String time, String currency) {
    stage.execute("SELECT scout.ensure_partition(now()::date)");
    stage.execute(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes,"
            + " uploaded_at, status, generation, records_read, records_loaded, records_pending,"
            + " bronze_created_at) SELECT gen_random_uuid(), 'sample',"
            + " 'scout/v1/bronze/till-' || n % 7 || '/' || n || '.jsonl', n::text,"
            + " 'till-' || n % 7, 1, now() - interval '1 day' + n * interval '1 second',"
            + " 'archived', 1, ?, ?, ?, date_trunc('second', now())"
            + " FROM generate_series(1, ?) AS n",
        RECORDS, RECORDS, RECORDS, FILES);
    stage.execute(
        "INSERT INTO scout.bronze_records (id, device_id, file_name, file_path, raw_data,"
            + " created_at, file_id, record_no) SELECT gen_random_uuid(), f.device_id, 'n.jsonl',"
            + " f.object_key, jsonb_build_object('transaction_id', f.file_seq || '-' || n,"
            + " 'store_id', 'S' || f.file_seq % 50, 'timestamp', ?::text, 'amount', 1.5,"
            + " 'currency', ?::text, 'payment_method', 'card'), f.bronze_created_at, f.file_id, n"
            + " FROM scout.files f CROSS JOIN generate_series(1, ?) AS n",
        time, currency, RECORDS);
    stage.execute("ANALYZE");
  }

  /** Adds up the time of the statements that judge. */
  private static final class Judging implements SqlLogger {
    private final AtomicLong micros = new AtomicLong();
    private final Set<String> statements = new HashSet<>();

    Judging(Jdbi jdbi) {
      for (String file : new String[] {"layers/losses.sql", "alerts/alerts.sql"}) {
        statements.addAll(
            SqlFile.load(LossBacklogTest.class, "/scout/schema/" + file).all().values());
      }
      jdbi.setSqlLogger(this);
    }

    @Override
    public void logAfterExecution(StatementContext context) {
      if (statements.contains(context.getRawSql())) {
        micros.addAndGet(context.getElapsedTime(ChronoUnit.MICROS));
      }
    }
  }
}
