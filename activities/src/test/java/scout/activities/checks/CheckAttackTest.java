package scout.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.TestDatabase;
import scout.activities.database.Heartbeat;
import scout.settings.Role;

/** A check may be anything that somebody typed; it harms nothing but itself. */
class CheckAttackTest {
  private static TestDatabase database;
  private static Heartbeat heartbeat;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    heartbeat = Heartbeat.start(() -> {}, Duration.ofHours(1));
    database
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO scout.gold_store_daily_summary (store_id, transaction_date,"
                        + " transaction_count, active_devices, first_transaction_time,"
                        + " last_transaction_time, other_currency_transactions)"
                        + " VALUES ('S1', '2025-06-10', 1, 1, now(), now(), 0)"));
  }

  @AfterAll
  static void stop() {
    heartbeat.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM scout.gold_store_daily_summary",
        "DELETE FROM scout.gold_store_daily_summary RETURNING 0",
        "WITH gone AS (DELETE FROM scout.gold_store_daily_summary RETURNING 1)"
            + " SELECT count(*) - 1 FROM gone",
        "INSERT INTO scout.alerts (fingerprint, kind, subject, message) VALUES ('a','b','c','d')",
        "SELECT 0; DELETE FROM scout.gold_store_daily_summary",
        "SELECT 0; COMMIT",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT check_run",
        "RELEASE SAVEPOINT check_run",
        "DO $$ BEGIN DELETE FROM scout.gold_store_daily_summary; END $$",
        "CALL nothing()",
        "CREATE TABLE scout.mine (a int)",
        "CREATE TEMP TABLE mine (a int)",
        "SELECT 0 INTO TEMP mine",
        "TRUNCATE scout.gold_store_daily_summary",
        "DROP TABLE scout.gold_store_daily_summary",
        "COPY scout.gold_store_daily_summary TO PROGRAM 'touch /tmp/owned'",
        "LOCK TABLE scout.gold_store_daily_summary",
        "SELECT 0 FROM scout.gold_store_daily_summary FOR UPDATE",
        "SELECT 0 FROM scout.gold_store_daily_summary FOR KEY SHARE",
        "EXPLAIN ANALYZE DELETE FROM scout.gold_store_daily_summary",
        "SET ROLE postgres",
        "RESET ROLE",
        "SET LOCAL statement_timeout = 0",
        "SELECT set_config('role', 'scout_transform', false) = ''",
        "SELECT set_config('role', 'none', true) = ''",
        "SELECT set_config('session_authorization', 'postgres', true) = ''",
        "SELECT count(*) FROM scout.layer_lock",
        "SELECT count(*) FROM scout.alerts",
        "SELECT count(*) FROM pg_authid",
        "SELECT count(*) FROM pg_read_file('/etc/passwd')",
        "SELECT pg_terminate_backend(pg_backend_pid())",
        "SELECT scout.ensure_partition('2031-01-01')",
        "SELECT query_to_xml('DELETE FROM scout.gold_store_daily_summary', true, true, '') IS NULL",
        "SELECT count(*) FROM dblink('', 'SELECT 1') AS d (a int)",
        "SELECT nextval('scout.alerts_id_seq') * 0",
        "SELECT scout.run_check('DELETE FROM scout.gold_store_daily_summary') IS NOT NULL",
        "SELECT pg_sleep(60) IS NULL",
        "SELECT set_config('statement_timeout', '0', false) = pg_sleep(60)::text",
        "SELECT 1/0",
        "SELECT 'x'::int",
        "SELEC 1",
        "",
        "-- nothing",
        "SELECT nothing FROM nowhere",
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
      })
  void failsAndLeavesEverythingAsItWas(String attack) {
    assertHarmless(attack, false);
  }

  /** These may answer; what they did on the way is undone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT pg_advisory_lock(7) IS NULL",
        "SELECT pg_advisory_xact_lock(7) IS NULL",
        "SELECT set_config('statement_timeout', '1', false) = 'x'",
        "SELECT set_config('client_encoding', 'LATIN1', false) = 'x'",
        "SELECT set_config('DateStyle', 'SQL, DMY', false) = 'x'",
        "SELECT set_config('TimeZone', 'Asia/Tokyo', false) = 'x'",
        "SELECT set_config('search_path', 'pg_temp', false) = 'x'",
        "SELECT set_config('transaction_read_only', 'on', false) = 'x'",
        "SELECT lo_create(0) = 0",
        "SELECT pg_notify('channel', 'words') IS NULL",
      })
  void mayAnswerButLeavesEverythingAsItWas(String attack) {
    assertHarmless(attack, null);
  }

  private static void assertHarmless(String attack, Boolean passes) {
    Map<String, String> before = state();
    database
        .as(Role.TRANSFORM)
        .jdbi()
        .useHandle(
            handle -> {
              handle.begin();
              String session = session(handle);
              handle.execute(
                  "INSERT INTO scout.alerts (fingerprint, kind, subject, message)"
                      + " VALUES ('mine', 'check_failed', 's', 'uncommitted')");
              Verdict verdict = run(handle, attack);
              if (passes != null) {
                assertThat(verdict.passed()).as(verdict.toString()).isEqualTo(passes);
                assertThat(verdict.message()).isNotBlank();
              }
              // the caller's transaction goes on, with what it had done
              assertThat(session(handle)).isEqualTo(session);
              assertThat(
                      handle
                          .select("SELECT message FROM scout.alerts WHERE fingerprint = 'mine'")
                          .mapTo(String.class)
                          .one())
                  .isEqualTo("uncommitted");
              handle.rollback();
            });
    assertThat(state()).isEqualTo(before);
  }

  private static Verdict run(Handle handle, String query) {
    return new CheckRun(heartbeat, Duration.ofSeconds(1))
        .of(handle, new Check("attack", query, null, "warning", false, false));
  }

  private static String session(Handle handle) {
    return handle
        .select(
            "SELECT concat_ws(' ', pg_backend_pid(), session_user, current_user,"
                + " current_setting('statement_timeout'), current_setting('search_path'),"
                + " current_setting('client_encoding'), current_setting('DateStyle'),"
                + " current_setting('TimeZone'), current_setting('transaction_read_only'),"
                + " (SELECT count(*) FROM pg_locks"
                + "   WHERE locktype = 'advisory' AND pid = pg_backend_pid()))")
        .mapTo(String.class)
        .one();
  }

  private static Map<String, String> state() {
    Map<String, String> state = new LinkedHashMap<>();
    database
        .owner()
        .useHandle(
            handle -> {
              for (String query :
                  new String[] {
                    "SELECT count(*) FROM scout.gold_store_daily_summary",
                    "SELECT count(*) FROM scout.alerts",
                    "SELECT count(*) FROM pg_class WHERE relpersistence <> 't'"
                        + " AND relnamespace = 'scout'::regnamespace",
                    "SELECT count(*) FROM pg_largeobject_metadata",
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'",
                    "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles"
                  }) {
                state.put(query, handle.select(query).mapTo(String.class).one());
              }
            });
    return state;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "SELECT 0                                   | null  | true  | 0     | null",
        "SELECT 0.00                                | null  | true  | 0.00  | null",
        "SELECT 3                                   | null  | false | 3     | it gave 3 instead of 0",
        "SELECT true                                | null  | true  | true  | null",
        "SELECT false                               | null  | false | false | it gave false instead of true",
        "SELECT 'ok'                                | null  | false | ok    | it gave neither a number nor a boolean; say expected_result",
        "SELECT 3                                   | 3.0   | true  | 3     | null",
        "SELECT 1e2                                 | 100   | true  | 100   | null",
        "SELECT 3                                   | three | false | 3     | it gave 3 instead of three",
        "SELECT false                               | FALSE | true  | false | null",
        "SELECT true                                | false | false | true  | it gave true instead of false",
        "SELECT true                                | t     | true  | true  | null",
        "SELECT false                               | no    | true  | false | null",
        "SELECT true                                | 0     | false | true  | it gave true instead of 0",
        "SELECT true                                | maybe | false | true  | it gave true instead of maybe",
        "SELECT 2.50                                | +2.5  | true  | 2.50  | null",
        "SELECT '2.50'                              | 2.5   | false | 2.50  | it gave 2.50 instead of 2.5",
        "SELECT 'ok'                                | ok    | true  | ok    | null",
        "SELECT DATE '2025-06-10'                   | 2025-06-10 | true | 2025-06-10 | null",
        "SELECT 'NaN'::float8                       | null  | false | NaN   | it gave neither a number nor a boolean; say expected_result",
        "SELECT NULL                                | null  | false | null  | it gave NULL",
        "SELECT 0 WHERE false                       | null  | false | null  | it broke: it gave no row (SQLSTATE P0002)",
        "SELECT generate_series(1, 2) * 0           | null  | false | null  | it broke: it gave more than one row (SQLSTATE P0003)",
        "SELECT 0, 0                                | null  | false | null  | it broke: it gave 2 columns instead of one (SQLSTATE 42804)",
        "SELECT 0 AS a, 0 AS a                      | null  | false | null  | it broke: it gave 2 columns instead of one (SQLSTATE 42804)",
        "SELECT FROM gold_store_daily_summary       | null  | false | null  | it broke: it gave 0 columns instead of one (SQLSTATE 42804)",
        "SELECT 1 / 0                               | null  | false | null  | it broke: division by zero (SQLSTATE 22012)",
        "SELECT pg_sleep(9) IS NULL                 | null  | false | null  | it took longer than 1 s",
        "SELECT count(*) - 1 FROM gold_store_daily_summary | null | true | 0 | null",
      })
  void judgesByTheRules(
      String query, String expected, boolean passed, String actual, String message) {
    Verdict verdict =
        database
            .as(Role.TRANSFORM)
            .jdbi()
            .inTransaction(
                handle ->
                    new CheckRun(heartbeat, Duration.ofSeconds(1))
                        .of(handle, new Check("c", query, expected, "warning", false, false)));
    assertThat(verdict).isEqualTo(new Verdict(passed, actual, message));
  }

  @Test
  void noTemporaryTableStandsInForAReadOne() {
    database
        .as(Role.TRANSFORM)
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
        .as(Role.TRANSFORM)
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
}
