package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A small change never reads a whole table of history. */
class CostTest {
  private static final String[] HISTORY = {
    """
    INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at, status,
                             generation, silver_generation, bronze_created_at, records_read,
                             records_loaded, records_current)
    SELECT gen_random_uuid(), 'sample', 'history/' || n, 'e', 1, '2025-06-01', 'archived',
           1, 1, date_trunc('month', now()) + n * interval '1 second', 100, 100, 100
      FROM generate_series(1, 300) n\
    """,
    """
    INSERT INTO scout.bronze_records (id, device_id, file_name, file_path, raw_data, created_at,
                                      file_id, record_no)
    SELECT gen_random_uuid(), 'till-1', 'f', f.object_key, '{}', f.bronze_created_at, f.file_id, n
      FROM scout.files f, generate_series(1, 100) n\
    """,
    """
    INSERT INTO scout.silver_edge_transactions
      (bronze_id, device_id, file_name, transaction_id, store_id, transaction_timestamp,
       full_payload, ingested_at, file_id, record_no, uploaded_at, transaction_date)
    SELECT b.id, 'till-1', 'f', 'H' || row_number() OVER (), 'S' || b.record_no,
           timestamptz '2025-01-01' + f.file_seq % 60 * interval '1 day', '{}', now(), b.file_id,
           b.record_no, f.uploaded_at, date '2025-01-01' + (f.file_seq % 60)::int
      FROM scout.bronze_records b JOIN scout.files f USING (file_id)\
    """,
    """
    INSERT INTO scout.gold_store_daily_summary
      (store_id, transaction_date, transaction_count, active_devices, first_transaction_time,
       last_transaction_time, other_currency_transactions)
    SELECT store_id, transaction_date, count(*), 1, min(transaction_timestamp),
           max(transaction_timestamp), 0
      FROM scout.silver_edge_transactions GROUP BY store_id, transaction_date\
    """,
    """
    INSERT INTO scout.platinum_store_features (store_id, transaction_date, day_of_week)
    SELECT store_id, transaction_date, 0 FROM scout.gold_store_daily_summary\
    """,
    "INSERT INTO scout.silver_superseded SELECT * FROM scout.silver_edge_transactions",
    "UPDATE scout.silver_superseded SET bronze_id = gen_random_uuid()",
    "ANALYZE",
  };

  private static final String TRANSFORMERS =
      "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = 'scout_transform'"
          + " AND datname = current_database())";

  private static final String WHOLE_READS =
      "SELECT relname || ' ' || seq_scan FROM pg_stat_user_tables WHERE schemaname = 'scout'"
          + " AND (relname LIKE 'bronze%' OR relname LIKE 'silver%' OR relname LIKE 'gold_store%'"
          + " OR relname LIKE 'platinum_store%') ORDER BY 1";

  @Test
  void aSmallChangeReadsHistoryByIndexAlone() throws Exception {
    List<String> before;
    List<String> after;
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      fill(stage);
      before = stage.texts(WHOLE_READS);
      UUID file =
          stage.loader.load(
              "new.json", Instant.parse("2025-06-20T12:00:00Z"), List.of(sale("N"), sale("H7")));
      refreshLayers(stage);
      // a second time, with old rows to take out and losers to promote
      stage.loader.discard(file);
      refreshLayers(stage);
      stage.database.logOut();
      // a connection has reported what it read once it is gone
      while (stage.value(TRANSFORMERS).equals("t")) {
        Thread.sleep(20);
      }
      after = stage.texts(WHOLE_READS);
    }
    assertThat(after).isEqualTo(before);
  }

  private static void fill(LayerStage stage) {
    stage.owner.useHandle(
        handle -> {
          handle.execute("SELECT scout.ensure_partition(now()::date)");
          for (String statement : HISTORY) {
            handle.execute(statement);
          }
          handle.execute("SELECT pg_stat_force_next_flush()");
        });
  }

  private static void refreshLayers(LayerStage stage) {
    UUID refresh = UUID.randomUUID();
    assertThat(stage.layers.buildSilver(refresh, null).files()).isEqualTo(1);
    assertThat(stage.layers.buildGold(refresh).rows()).isPositive();
    assertThat(stage.layers.buildPlatinum(refresh).rows()).isPositive();
  }

  private static String sale(String id) {
    return """
    {"transaction_id": "%s", "store_id": "S1", "timestamp": "2025-02-10T08:00:00Z"}\
    """
        .formatted(id);
  }
}
