package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;

/** What the role that loads may not do; what it may do is proven by the tests that load. */
class IngestGrantsTest {
  private static TestDatabase database;
  private static Jdbi ingest;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    ingest = database.as(DatabaseRole.INGEST).jdbi();
    ingest.useHandle(h -> h.execute("SELECT scout.ensure_partition('2031-05-01')"));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM scout.files",
        "TRUNCATE scout.files",
        "UPDATE scout.files SET etag = 'x'",
        "UPDATE scout.files SET claimed_at = now()",
        "UPDATE scout.files SET settled_at = now()",
        "UPDATE scout.bronze_records SET raw_data = NULL",
        "SELECT raw_data FROM scout.bronze_records",
        "UPDATE scout.bronze_edge_raw SET raw_data = NULL",
        "SELECT raw_data FROM scout.bronze_edge_raw",
        "SELECT file_id FROM scout.bronze_edge_raw_2031_05",
        "DELETE FROM scout.bronze_edge_raw_2031_05",
        "DROP TABLE scout.bronze_edge_raw_2031_05",
        "UPDATE scout.rejected_records SET code = 'x'",
        "DELETE FROM scout.payload_keys",
        "SELECT 1 FROM scout.silver_edge_transactions",
        "SELECT 1 FROM scout.gold_store_daily_summary",
        "SELECT 1 FROM scout.platinum_store_features",
        "INSERT INTO scout.gold_outbox (store_id, transaction_date) VALUES ('s', now())",
        "SELECT 1 FROM scout.layer_lock FOR UPDATE",
        "SELECT scout.run_check('SELECT 1')",
        "CREATE TABLE scout.mine (n int)",
        "CREATE TABLE public.mine (n int)",
        "SET ROLE scout_transform"
      })
  void isRefused(String statement) {
    assertThatThrownBy(() -> ingest.useHandle(h -> h.createUpdate(statement).execute()))
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> org.assertj.core.api.Assertions.assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @Test
  void mayReadTheLedger() {
    assertThatCode(
            () ->
                ingest.useHandle(h -> h.createQuery("SELECT * FROM scout.files").mapToMap().list()))
        .doesNotThrowAnyException();
  }
}
