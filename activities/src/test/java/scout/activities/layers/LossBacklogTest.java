package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * A backlog of 10,000 files in which all is lost opens one alert for a device, and costs little.
 */
class LossBacklogTest {
  private static final int FILES = 10_000;
  private static final int RECORDS = 10;

  @Test
  void tenThousandFilesOfSevenDevicesOpenSevenAlerts() throws Exception {
    double good = seconds("2025-06-10T08:00:00Z");
    double bad = seconds("10/06/2025 8:00:00 AM");
    System.out.printf(
        Locale.ROOT, "%d files settled: good %.2f s, all lost %.2f s%n", FILES, good, bad);
  }

  private static double seconds(String time) throws Exception {
    boolean lost = !time.endsWith("Z");
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
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
          "INSERT INTO scout.bronze_edge_raw (id, device_id, file_name, file_path, raw_data,"
              + " created_at, file_id, record_no) SELECT gen_random_uuid(), f.device_id, 'n.jsonl',"
              + " f.object_key, jsonb_build_object('transaction_id', f.file_seq || '-' || n,"
              + " 'store_id', 'S' || f.file_seq % 50, 'timestamp', ?, 'amount', 1.5,"
              + " 'currency', 'EUR', 'payment_method', 'card'), f.bronze_created_at, f.file_id, n"
              + " FROM scout.files f CROSS JOIN generate_series(1, ?) AS n",
          time, RECORDS);
      stage.execute("ANALYZE");
      long begin = System.nanoTime();
      stage.layers.buildSilver(java.util.UUID.randomUUID(), null);
      double seconds = (System.nanoTime() - begin) / 1e9;
      assertThat(
              stage.value(
                  "SELECT concat_ws(' ', count(*), sum(times_seen)) FROM scout.alerts"
                      + " WHERE kind = 'file_lost' AND resolved_at IS NULL"))
          .isEqualTo(lost ? "7 " + FILES : "0");
      assertThat(stage.value("SELECT count(*) FROM scout.alerts WHERE kind <> 'file_lost'"))
          .isEqualTo("0");
      return seconds;
    }
  }
}
