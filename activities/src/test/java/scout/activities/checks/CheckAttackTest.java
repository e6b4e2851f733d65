package scout.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;

class CheckAttackTest extends CheckAttackContract {
  static final String ONE_ROW =
      """
      INSERT INTO scout.gold_store_daily_summary
        (store_id, transaction_date, transaction_count, active_devices, first_transaction_time,
         last_transaction_time, other_currency_transactions)
      VALUES ('S1', '2025-06-10', 1, 1, now(), now(), 0)\
      """;

  private static TestDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    database.owner().useHandle(handle -> handle.execute(ONE_ROW));
  }

  @Override
  TestDatabase database() {
    return database;
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "SELECT 0                                   | null  | true  | 0     | null",
        "SELECT 0.00                                | null  | true  | 0.00  | null",
        "SELECT 3                                   | null  | false | 3     | it gave 3 instead of"
            + " 0",
        "SELECT true                                | null  | true  | true  | null",
        "SELECT 0 AS tickets_status                 | null  | true  | 0     | null",
        "SELECT false                               | null  | false | false | it gave false instead"
            + " of true",
        "SELECT 'ok'                                | null  | false | ok    | it gave neither a"
            + " number nor a boolean; say expected_result",
        "SELECT 3                                   | 3.0   | true  | 3     | null",
        "SELECT 1e2                                 | 100   | true  | 100   | null",
        "SELECT 3                                   | three | false | 3     | it gave 3 instead of"
            + " three",
        "SELECT false                               | FALSE | true  | false | null",
        "SELECT true                                | false | false | true  | it gave true instead"
            + " of false",
        "SELECT true                                | t     | true  | true  | null",
        "SELECT false                               | no    | true  | false | null",
        "SELECT true                                | 0     | false | true  | it gave true instead"
            + " of 0",
        "SELECT true                                | maybe | false | true  | it gave true instead"
            + " of maybe",
        "SELECT 2.50                                | +2.5  | true  | 2.50  | null",
        "SELECT '2.50'                              | 2.5   | false | 2.50  | it gave another text"
            + " than 2.5",
        "SELECT 'ok'                                | ok    | true  | ok    | null",
        "SELECT DATE '2025-06-10'                   | 2025-06-10 | true | 2025-06-10 | null",
        "SELECT 'NaN'::float8                       | null  | false | NaN   | it gave neither a"
            + " number nor a boolean; say expected_result",
        "SELECT NULL                                | null  | false | null  | it gave NULL",
        "SELECT 0 WHERE false                       | null  | false | null  | it broke: it gave no"
            + " row (SQLSTATE P0002)",
        "SELECT generate_series(1, 2) * 0           | null  | false | null  | it broke: it gave"
            + " more than one row (SQLSTATE P0003)",
        "SELECT 0, 0                                | null  | false | null  | it broke: it gave 2"
            + " columns instead of one (SQLSTATE 42804)",
        "SELECT 0 AS a, 0 AS a                      | null  | false | null  | it broke: it gave 2"
            + " columns instead of one (SQLSTATE 42804)",
        "SELECT FROM gold_store_daily_summary       | null  | false | null  | it broke: it gave 0"
            + " columns instead of one (SQLSTATE 42804)",
        "SELECT 1 / 0                               | null  | false | null  | it broke: division by"
            + " zero (SQLSTATE 22012)",
        "SELECT pg_sleep(9) IS NULL                 | null  | false | null  | it took longer than 1"
            + " s",
        "SELECT count(*) - 1 FROM gold_store_daily_summary | null | true | 0 | null",
      })
  void judgesByTheRules(
      String query, String expected, boolean passed, String actual, String message) {
    CheckResult verdict =
        database
            .as(DatabaseRole.TRANSFORM)
            .jdbi()
            .inTransaction(
                handle ->
                    new CheckRun(HEARTBEAT, Duration.ofSeconds(1))
                        .of(
                            handle,
                            new QualityCheck("c", query, expected, "warning", false, false)));
    assertThat(verdict).isEqualTo(new CheckResult(passed, actual, message));
  }

  @Test
  void noTemporaryTableStandsInForAReadOne() {
    database
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute("CREATE TEMP TABLE gold_store_daily_summary (a int) ON COMMIT DROP");
              assertThat(run(handle, "SELECT count(*) - 1 FROM gold_store_daily_summary").passed())
                  .isTrue();
            });
  }

  @Test
  void seesWhatIsNotCommittedYet() {
    database
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useHandle(
            handle -> {
              handle.begin();
              handle.execute("DELETE FROM scout.gold_store_daily_summary");
              assertThat(run(handle, "SELECT count(*) FROM gold_store_daily_summary").passed())
                  .isTrue();
              handle.rollback();
            });
  }

  /** The server's words would carry values of records into alerts and the webhook. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT max(store_id)::int FROM gold_store_daily_summary | null | it broke: a text doesn't"
            + " have the form of the type that it is cast to (SQLSTATE 22P02)",
        "SELECT to_date(max(store_id), 'YYYY') = '2025-01-01' FROM gold_store_daily_summary | null"
            + " | it broke: a text is no date or time (SQLSTATE 22007)",
        "SELECT format('{\"%s\"', max(store_id))::json ->> 'a' FROM gold_store_daily_summary | x |"
            + " it broke: a text doesn't have the form of the type that it is cast to (SQLSTATE"
            + " 22P02)",
        "SELECT max(store_id) FROM gold_store_daily_summary | S2 | it gave another text than S2",
        "SELECT to_json(max(store_id)) FROM gold_store_daily_summary | S2 | it gave another text"
            + " than S2",
        "SELECT jsonb_build_object('a', max(store_id)) FROM gold_store_daily_summary | S2 | it gave"
            + " another text than S2",
        "SELECT array_agg(store_id) FROM gold_store_daily_summary | S2 | it gave another text than"
            + " S2",
      },
      nullValues = "null")
  void namesNoValueOfARecord(String query, String expected, String message) {
    CheckResult verdict =
        database
            .as(DatabaseRole.TRANSFORM)
            .jdbi()
            .inTransaction(
                handle ->
                    new CheckRun(HEARTBEAT, Duration.ofSeconds(1))
                        .of(
                            handle,
                            new QualityCheck("c", query, expected, "warning", false, false)));
    assertThat(verdict.message()).isEqualTo(message);
  }

  /** As after a restore by somebody else; the transaction is rolled back. */
  @Test
  void runsNoCheckAsAnybodyElse() {
    database
        .owner()
        .useHandle(
            handle -> {
              handle.begin();
              assertThat(run(handle, "SELECT 0").passed()).isTrue();
              handle.execute("ALTER FUNCTION scout.run_check(text) OWNER TO postgres");
              assertThat(run(handle, "SELECT 0").message())
                  .startsWith("it was not run: scout.run_check doesn't belong to scout_check");
              handle.rollback();
            });
  }
}
