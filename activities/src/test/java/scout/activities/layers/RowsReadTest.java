package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.activities.TestDatabase;
import scout.schema.SqlFile;
import scout.settings.DatabaseRole;

/** What is asked again and again reads the same few rows, however long the history. */
class RowsReadTest {
  private static TestDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    database
        .owner()
        .useHandle(
            handle -> {
              handle.execute(
                  """
                  INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes,
                                           uploaded_at, status, generation, silver_generation,
                                           loaded_at)
                  SELECT gen_random_uuid(), 'sample', 'k' || n, 'e', 1, now(),
                         CASE WHEN n % 4000 > 0 THEN 'archived' ELSE 'loaded' END, 1,
                         CASE WHEN n % 4000 > 0 THEN 1 END, now() - interval '1 hour'
                    FROM generate_series(1, 20000) n\
                  """);
              handle.execute(
                  """
                  INSERT INTO scout.refreshes (refresh_id, outcome, started_at)
                  SELECT gen_random_uuid(), 'succeeded', now() - n * interval '1 minute'
                    FROM generate_series(1, 20000) n\
                  """);
              handle.execute(
                  """
                  INSERT INTO scout.platinum_store_features
                    (store_id, transaction_date, day_of_week)
                  SELECT 'S' || n % 5, current_date - n / 5, 0 FROM generate_series(0, 19999) n\
                  """);
              handle.execute("VACUUM ANALYZE");
            });
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  /** Rows of a table that were read in the transaction so far. */
  private static long read(Handle handle, String table) {
    return handle
        .select(
            "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                + " FROM pg_stat_xact_user_tables WHERE relname = ?",
            table)
        .mapTo(long.class)
        .one();
  }

  @ParameterizedTest
  @CsvSource({"silver_rebuild, live_waiting", "files, pending"})
  void whatWaitsForSilverIsFoundByIndex(String file, String statement) {
    String sql =
        SqlFile.load(LayerSteps.class, "/scout/schema/layers/" + file + ".sql").get(statement);
    database
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useTransaction(
            handle -> {
              handle.createQuery(sql).mapToMap().list();
              assertThat(read(handle, "files")).isBetween(1L, 50L);
            });
  }

  @Test
  void whatIsUnderWayIsFoundByIndex() {
    String sql = SqlFile.load(LayerSteps.class, "/scout/schema/ingest/sweep.sql").get("unfinished");
    database
        .as(DatabaseRole.INGEST)
        .jdbi()
        .useTransaction(
            handle -> {
              assertThat(
                      handle
                          .createQuery(sql)
                          .bind("bucket", "sample")
                          .bind("before", Instant.now())
                          .bind("after", 0)
                          .bind("max", 100)
                          .mapToMap()
                          .list())
                  .hasSize(5);
              assertThat(read(handle, "files")).isBetween(1L, 50L);
            });
  }

  @Test
  void aRefreshThatHangsIsFoundByIndex() {
    database
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useTransaction(
            handle -> {
              UUID lost = UUID.randomUUID();
              RefreshLog.open(handle, lost, "lost");
              RefreshLog.open(handle, UUID.randomUUID(), "next");
              assertThat(read(handle, "refreshes")).isLessThan(50);
              assertThat(
                      handle
                          .select("SELECT outcome FROM scout.refreshes WHERE refresh_id = ?", lost)
                          .mapTo(String.class)
                          .one())
                  .isEqualTo("failed");
              handle.rollback();
            });
  }

  @Test
  void theLatestFeaturesAreFoundByIndex() {
    database
        .owner()
        .useTransaction(
            handle -> {
              List<String> latest =
                  handle
                      .select(
                          "SELECT store_id || ' ' || days_since_sale"
                              + " FROM scout.platinum_store_features_latest ORDER BY 1")
                      .mapTo(String.class)
                      .list();
              assertThat(latest).containsExactly("S0 1", "S1 1", "S2 1", "S3 1", "S4 1");
              assertThat(read(handle, "platinum_store_features")).isLessThan(50);
            });
  }
}
