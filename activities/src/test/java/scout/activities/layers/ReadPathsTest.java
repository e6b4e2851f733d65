package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.models.ModelInForce;
import scout.activities.models.ModelRegistry;
import scout.models.ModelSql;
import scout.settings.DatabaseRole;

/** What is read by index, and when a whole table is, whatever the statistics say. */
class ReadPathsTest {
  /** 400 files of 50 records, all loaded at one moment. */
  private static final List<String> HISTORY =
      List.of(
          "SELECT scout.ensure_partition('2025-06-01')",
          """
          INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at, status,
                                   generation, silver_generation, bronze_created_at, records_read,
                                   records_loaded, records_current)
          SELECT gen_random_uuid(), 'sample', 'history/' || n, 'e', 1, '2025-06-01', 'archived',
                 1, 1, '2025-06-02', 50, 50, 50
            FROM generate_series(1, 400) n\
          """,
          """
          INSERT INTO scout.bronze_edge_raw (id, device_id, file_name, file_path, raw_data,
                                             created_at, file_id, record_no, processing_status)
          SELECT gen_random_uuid(), 'till-1', 'f', f.object_key, '{}', f.bronze_created_at,
                 f.file_id, n, 'processed'
            FROM scout.files f, generate_series(1, 50) n\
          """,
          """
          INSERT INTO scout.silver_edge_transactions
            (bronze_id, device_id, file_name, transaction_id, store_id, transaction_timestamp,
             full_payload, ingested_at, file_id, record_no, uploaded_at, transaction_date)
          SELECT b.id, 'till-1', 'f', 'H' || row_number() OVER (), 'S' || b.record_no,
                 '2025-01-01', '{}', now(), b.file_id, b.record_no, f.uploaded_at,
                 date '2025-01-01' + (f.file_seq % 60)::int
            FROM scout.bronze_edge_raw b JOIN scout.files f USING (file_id)\
          """,
          "INSERT INTO scout.silver_superseded SELECT * FROM scout.silver_edge_transactions",
          "UPDATE scout.silver_superseded SET bronze_id = gen_random_uuid()");

  private LayerStage stage;

  @BeforeEach
  void open() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
    stage.owner.useHandle(handle -> HISTORY.forEach(handle::execute));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  /** Where nothing is known of files, their one moment seems to find fewer rows than they. */
  @Test
  void rowsOfFilesAreNeverFoundByWalkingTheMonth() {
    stage.execute("SET default_statistics_target = 1; ANALYZE scout.bronze_edge_raw_2025_06 (id)");
    assertThat(
            stage.value(
                "SELECT sum(loaded_rows) || ' ' || sum(winners) || ' ' || sum(traced)"
                    + " FROM scout.rows_of_files(ARRAY(SELECT file_id FROM scout.files"
                    + " ORDER BY file_seq LIMIT 100), ARRAY['2025-06-02'::timestamptz])"))
        .isEqualTo("5000 5000 5000");
    long walked =
        stage.owner.inTransaction(
            handle -> {
              handle
                  .select(
                      "SELECT count(*) FROM scout.rows_of_files(ARRAY(SELECT file_id FROM"
                          + " scout.files ORDER BY file_seq LIMIT 100),"
                          + " ARRAY['2025-06-02'::timestamptz])")
                  .mapTo(long.class)
                  .one();
              return number(
                  handle,
                  "SELECT pg_stat_get_xact_numscans('scout.bronze_edge_raw_2025_06_pkey'::regclass)"
                      + " + pg_stat_get_xact_numscans('scout.bronze_edge_raw_2025_06'::regclass)");
            });
    assertThat(walked).isZero();
  }

  /** Each step of a rebuild of some days looks for its files alone. */
  @Test
  void partsOfARebuildOfSomeDaysDoNotReadAllOfSilver() {
    stage.execute("ANALYZE");
    stage
        .database
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useTransaction(
            handle -> {
              assertThat(filesOf(handle, null)).isBetween(50L, 100L);
              assertThat(filesOf(handle, "S7")).isBetween(50L, 100L);
              assertThat(filesOf(handle, "elsewhere")).isZero();
              assertThat(
                      number(
                          handle,
                          "SELECT pg_stat_get_xact_numscans('scout.silver_edge_transactions'::"
                              + "regclass) + pg_stat_get_xact_numscans("
                              + "'scout.silver_superseded'::regclass)"))
                  .as("whole reads of silver")
                  .isZero();
            });
  }

  /** One pass is cheaper from a quarter of the slices on; no more of them is counted than that. */
  @Test
  void slicesOfGoldAreCountedNoFurtherThanNeeded() {
    stage.execute(
        "INSERT INTO scout.gold_store_daily_summary (store_id, transaction_date, transaction_count,"
            + " active_devices, total_revenue, avg_transaction_value, most_common_payment,"
            + " currency, first_transaction_time, last_transaction_time,"
            + " other_currency_transactions)"
            + " SELECT 'store-' || n, '2025-06-10', 1, 1, 1, 1, 'card', 'EUR', now(), now(), 0"
            + " FROM generate_series(1, 4000) n");
    stage.owner.useTransaction(
        handle -> {
          ModelInForce gold =
              ModelRegistry.all(handle).stream()
                  .filter(model -> model.table().equals("gold_store_daily_summary"))
                  .findFirst()
                  .orElseThrow();
          assertThat(
                  handle
                      .select(new ModelSql(gold.model()).countSlices())
                      .bind("most", 300)
                      .mapTo(long.class)
                      .one())
              .isEqualTo(300);
        });
  }

  private static long filesOf(Handle handle, String store) {
    Selection days =
        new Selection(store, LocalDate.of(2025, 1, 10), LocalDate.of(2025, 1, 20), null, List.of());
    return new SilverRebuild(handle, LayerSettings.of(ZoneOffset.UTC), days)
        .next(0, Long.MAX_VALUE, 2).stream().mapToLong(List::size).sum();
  }

  private static long number(Handle handle, String query) {
    return handle.select(query).mapTo(long.class).one();
  }
}
