package scout.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.TestDatabase;
import scout.activities.database.Heartbeat;
import scout.settings.DatabaseRole;

/** A check may be anything that somebody typed; it harms nothing but itself. */
abstract class CheckAttackContract {
  /** For none of the attacks is there anything to wait for. */
  private static final Duration LIMIT = Duration.ofMillis(500);

  static final Heartbeat HEARTBEAT = Heartbeat.start(() -> {}, Duration.ofHours(1));

  /** A migrated database with one row in gold. */
  abstract TestDatabase database();

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
        "SELECT count(*) FROM pg_logical_emit_message(false, 'scout', repeat('x', 1000000))",
        "SELECT PG_LOGICAL_EMIT_MESSAGE (true, 'scout', 'x') IS NULL",
        "SELECT \"pg_logical_emit_message\"(true, 'scout', 'x'::bytea) IS NULL",
        "SELECT U&\"pg\\005flogical_emit_message\"(true, 'scout', 'x') IS NULL",
        "SELECT u&\"pg!005flogical_emit_message\" UESCAPE '!' (true, 'scout', 'x') IS NULL",
        "SELECT query_to_xml('SELECT pg_logical_' || 'emit_message(true, ''s'', ''x'')', true,"
            + " true, '') IS NULL",
        "SELECT count(*) FROM ts_stat('SELECT pg_logical_' || 'emit_message(true, ''s'',"
            + " ''x'')::text::tsvector')",
        "SELECT ts_rewrite('a'::tsquery, 'SELECT pg_logical_' || 'emit_message(true, ''s'',"
            + " ''x'')') IS NULL",
        "SELECT scout.run_check('SELECT pg_logical_' || 'emit_message(true, ''s'', ''x'')')"
            + " IS NULL",
        "SELECT lo_from_bytea(0, convert_to(repeat('x', 1000000), 'UTF8'))::bigint * 0",
        "SELECT lo_create(0)::bigint * 0",
        "SELECT set_config('transaction_read_only', 'off', true) = lo_create(0)::text",
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
        "SELECT pg_notify('channel', 'words') IS NULL",
      })
  void mayAnswerButLeavesEverythingAsItWas(String attack) {
    assertHarmless(attack, null);
  }

  private void assertHarmless(String attack, Boolean passes) {
    Map<String, String> before = state();
    database()
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useHandle(
            handle -> {
              handle.begin();
              String session = session(handle);
              handle.execute(
                  "INSERT INTO scout.alerts (fingerprint, kind, subject, message)"
                      + " VALUES ('mine', 'check_failed', 's', 'uncommitted')");
              CheckResult verdict = run(handle, attack);
              if (passes != null) {
                assertThat(verdict.passed()).as(verdict.toString()).isEqualTo(passes);
                assertThat(verdict.message()).isNotBlank();
              }
              if (Boolean.FALSE.equals(passes)) {
                // one that answers was let do it, whatever the answer
                assertThat(verdict.actual()).as(verdict.toString()).isNull();
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

  static CheckResult run(Handle handle, String query) {
    return new CheckRun(HEARTBEAT, LIMIT)
        .of(handle, new QualityCheck("attack", query, null, "warning", false, false));
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

  private Map<String, String> state() {
    Map<String, String> state = new LinkedHashMap<>();
    database()
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
}
