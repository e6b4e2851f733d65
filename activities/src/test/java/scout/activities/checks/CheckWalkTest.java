package scout.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.TestDatabase;
import scout.activities.database.Heartbeat;
import scout.settings.DatabaseRole;

/** A backlog that no check can look at at once is looked at step by step, whoever goes on. */
class CheckWalkTest {
  private static final long STEP = 500;
  private static final int MOST_RUNS = 25;

  /**
   * Files of 100 records, settled two by two; gold and platinum have taken them all at one moment.
   */
  private static final String[] BACKLOG = {
    """
    INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at, status,
                             generation, silver_generation, bronze_created_at, records_read,
                             records_loaded, records_current, settled_at)
    SELECT gen_random_uuid(), 'sample', 'history/' || n, 'e', 1, '2025-06-01', 'archived', 1, 1,
           date_trunc('month', now()) + n * interval '1 second', 100, 100, 100,
           now() - interval '1 hour' + n / 2 * interval '1 second'
      FROM generate_series(0, 39) n\
    """,
    """
    INSERT INTO scout.bronze_edge_raw (id, device_id, file_name, file_path, raw_data, created_at,
                                       file_id, record_no, processing_status)
    SELECT gen_random_uuid(), 'till-1', 'f', f.object_key, '{}', f.bronze_created_at, f.file_id, n,
           'processed'
      FROM scout.files f, generate_series(1, 100) n\
    """,
    """
    INSERT INTO scout.silver_edge_transactions
      (bronze_id, device_id, file_name, transaction_id, store_id, transaction_timestamp, amount,
       full_payload, ingested_at, file_id, record_no, uploaded_at, transaction_date, created_at)
    SELECT b.id, 'till-1', 'f', 'H' || row_number() OVER (), 'S' || b.record_no % 10,
           date '2025-01-01' + (f.file_seq % 20)::int, 1, '{}', now(), b.file_id, b.record_no,
           f.uploaded_at, date '2025-01-01' + (f.file_seq % 20)::int, f.settled_at
      FROM scout.bronze_edge_raw b JOIN scout.files f USING (file_id)\
    """,
    """
    INSERT INTO scout.gold_store_daily_summary
      (store_id, transaction_date, transaction_count, active_devices, total_revenue,
       first_transaction_time, last_transaction_time, other_currency_transactions, last_updated)
    SELECT store_id, transaction_date, count(*), 1, sum(amount), min(transaction_timestamp),
           max(transaction_timestamp), 0, now() - interval '50 minutes'
      FROM scout.silver_edge_transactions GROUP BY store_id, transaction_date\
    """,
    "DELETE FROM scout.data_quality_checks WHERE walks IS NULL",
  };

  private TestDatabase database;
  private Heartbeat heartbeat;
  private Jdbi owner;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.create();
    heartbeat = Heartbeat.start(() -> {}, Duration.ofHours(1));
    owner = database.owner();
    execute("SELECT scout.ensure_partition(now()::date)");
    for (String statement : BACKLOG) {
      execute(statement);
    }
  }

  @AfterEach
  void stop() {
    heartbeat.close();
    database.close();
  }

  private void execute(String sql) {
    owner.useHandle(handle -> handle.execute(sql));
  }

  private List<String> texts(String sql) {
    return owner.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  /** A run that has patience for a step of each check, or for all. */
  private String run(Duration patience, boolean toTheEnd) {
    return new QualityChecks(
            database.as(DatabaseRole.TRANSFORM).jdbi(),
            heartbeat,
            Duration.ofSeconds(30),
            patience,
            STEP)
        .runAll(UUID.randomUUID(), toTheEnd);
  }

  private List<String> places() {
    return texts(
        "SELECT concat_ws(' ', check_name, covered_until, step_part) FROM scout.data_quality_checks"
            + " ORDER BY id");
  }

  private List<String> uncovered() {
    return texts(
        "SELECT check_name FROM scout.data_quality_checks WHERE passed IS NOT TRUE"
            + " OR covered_until IS NULL OR covered_until < now() - interval '49 minutes'"
            + " ORDER BY id");
  }

  @Test
  void eachRunKeepsWhatItHasCovered() {
    int runs = 0;
    List<String> before = List.of();
    while (!uncovered().isEmpty()) {
      assertThat(runs).as("it walks on").isLessThan(MOST_RUNS);
      assertThat(run(Duration.ZERO, false)).isNull();
      List<String> after = places();
      assertThat(after).as("run %d", runs).isNotEqualTo(before);
      before = after;
      runs++;
    }
    assertThat(runs).as("4,000 records by 500").isBetween(10, MOST_RUNS);
  }

  @Test
  void oneRunWalksToTheEndWherePatienceLasts() {
    assertThat(run(Duration.ofHours(1), false)).isNull();
    assertThat(uncovered()).isEmpty();
  }

  /** As in a refresh without patience for more than a step; nothing is passed over. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void damageAnywhereIsFoundAndStaysFound(boolean toTheEnd) {
    execute("DELETE FROM scout.bronze_edge_raw WHERE file_path = 'history/17' AND record_no = 5");
    execute("UPDATE scout.gold_store_daily_summary SET total_revenue = 7 WHERE store_id = 'S4'");
    execute(
        "INSERT INTO scout.silver_superseded SELECT * FROM scout.silver_edge_transactions"
            + " WHERE transaction_id IN ('H10', 'H3990')");
    for (int round = 0; round < 20; round++) {
      run(Duration.ZERO, toTheEnd);
    }
    assertThat(run(Duration.ZERO, toTheEnd))
        .isEqualTo("row_accounting, gold_matches_silver, key_uniqueness");
    run(Duration.ZERO, true);
    assertThat(
            texts(
                "SELECT concat_ws(' ', check_name, actual_result) FROM scout.data_quality_checks"
                    + " ORDER BY id"))
        .as("all that is wrong, in whichever step, is counted")
        .contains("gold_matches_silver 20", "key_uniqueness 2");
    execute("DELETE FROM scout.silver_superseded");
    execute("UPDATE scout.gold_store_daily_summary SET total_revenue = transaction_count");
    assertThat(run(Duration.ZERO, true)).isEqualTo("row_accounting");
  }

  /** As where one file, or somebody's UPDATE, has brought more than a step at one moment. */
  @Test
  void whatCameAtOneMomentIsAStepOfItsOwn() {
    execute("UPDATE scout.silver_edge_transactions SET created_at = now() - interval '55 minutes'");
    execute("UPDATE scout.files SET settled_at = now() - interval '55 minutes'");
    for (int runs = 0; !uncovered().isEmpty(); runs++) {
      assertThat(runs).as("it walks on").isLessThan(MOST_RUNS);
      assertThat(run(Duration.ZERO, false)).isNull();
    }
    execute("DELETE FROM scout.gold_store_daily_summary WHERE store_id = 'S4'");
    execute("UPDATE scout.data_quality_checks SET covered_until = NULL");
    assertThat(run(Duration.ZERO, true)).isEqualTo("gold_matches_silver");
  }

  @Test
  void aSilverChangeThatGoldHasNotSeenIsFound() {
    assertThat(run(Duration.ZERO, true)).isNull();
    execute(
        "UPDATE scout.silver_edge_transactions SET amount = 2, created_at = now()"
            + " WHERE transaction_id = 'H77'");
    assertThat(run(Duration.ZERO, false)).isEqualTo("gold_matches_silver");
  }
}
