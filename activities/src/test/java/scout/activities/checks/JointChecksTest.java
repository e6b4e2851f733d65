package scout.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;
import scout.activities.database.Heartbeat;
import scout.settings.DatabaseRole;

/**
 * After a small file, all checks are one statement; what one of them does is no other's trouble.
 */
class JointChecksTest {
  private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();
  private static TestDatabase database;
  private static Heartbeat heartbeat;
  private static Jdbi owner;
  private static Jdbi transform;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    heartbeat = Heartbeat.start(() -> {}, Duration.ofHours(1));
    owner = database.owner();
    transform = database.as(DatabaseRole.TRANSFORM).jdbi();
    transform.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            STATEMENTS.add(context.getRenderedSql());
          }
        });
    // nothing is fresh, since nothing was loaded
    execute("DELETE FROM scout.data_quality_checks WHERE check_name = 'silver_freshness'");
  }

  @BeforeEach
  void forget() {
    execute("DELETE FROM scout.files");
    execute("DELETE FROM scout.data_quality_checks WHERE table_name = 'mine'");
    execute(
        "UPDATE scout.data_quality_checks SET every = '0', passed = NULL, covered_until = NULL");
  }

  @AfterAll
  static void stop() {
    heartbeat.close();
    database.close();
  }

  private static void execute(String sql) {
    owner.useHandle(handle -> handle.execute(sql));
  }

  private String value(String sql) {
    return owner.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private void add(String name, String query) {
    owner.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query,"
                    + " by_index) VALUES (?, 'mine', ?, true)",
                name,
                query));
  }

  private String refresh() {
    STATEMENTS.clear();
    return new QualityChecks(transform, heartbeat, Duration.ofSeconds(30))
        .runAll(UUID.randomUUID(), false);
  }

  private long rounds() {
    return STATEMENTS.stream().filter(sql -> sql.contains("SELECT scout.run_check(")).count();
  }

  private String results() {
    return value(
        "SELECT string_agg(concat_ws(' ', check_name, passed, actual_result), ', ' ORDER BY id)"
            + " FROM scout.data_quality_checks WHERE passed IS NOT TRUE OR actual_result <> '0'");
  }

  @Test
  void allDueChecksAreOneStatementAndCoverWhatTheySaw() {
    assertThat(refresh()).isNull();
    assertThat(results()).isNull();
    assertThat(rounds()).as("scout.run_check").isEqualTo(1);
    assertThat(
            value(
                "SELECT count(*) FROM scout.data_quality_checks"
                    + " WHERE covered_until > now() - interval '1 minute'"))
        .isEqualTo(value("SELECT count(*) FROM scout.data_quality_checks"));
  }

  @Test
  void aFailingOneIsFoundAmongTheOthersAndCoversNothing() {
    add("many", "SELECT 3");
    add("few", "SELECT 0");
    assertThat(refresh()).isEqualTo("many");
    assertThat(rounds()).isEqualTo(1);
    assertThat(results()).isEqualTo("many f 3");
    assertThat(
            value("SELECT covered_until FROM scout.data_quality_checks WHERE check_name = 'many'"))
        .isNull();
  }

  /** It breaks the round once; from then on it runs alone, until it passes. */
  @Test
  void aBrokenOneBreaksNoOther() {
    add("broken", "SELECT 1 / 0");
    add("wrong", "SELECT 1 = 0");
    long checks = Long.parseLong(value("SELECT count(*) FROM scout.data_quality_checks"));
    assertThat(refresh()).isEqualTo("broken, wrong");
    assertThat(results()).isEqualTo("broken f, wrong f false");
    assertThat(rounds()).as("together, then each alone").isEqualTo(1 + checks);
    assertThat(value("SELECT message FROM scout.data_quality_checks WHERE check_name = 'broken'"))
        .isEqualTo("it broke: division by zero (SQLSTATE 22012)");

    execute("UPDATE scout.data_quality_checks SET executed_at = now() - interval '1 minute'");
    assertThat(refresh()).isEqualTo("broken, wrong");
    assertThat(rounds()).as("the others together").isEqualTo(1 + 2);
  }

  @Test
  void nothingOfACheckReachesTheNextOrStays() {
    add("locks", "SELECT pg_advisory_lock(7) IS NULL");
    add("sets", "SELECT set_config('scout.check_since', 'infinity', false) = 'x'");
    add("sees", "SELECT coalesce(current_setting('scout.check_since', true), '') = ''");
    assertThat(refresh()).isEqualTo("locks, sets");
    assertThat(rounds()).isEqualTo(1);
    assertThat(value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).isEqualTo("0");
  }

  /** A walk that has much to look at goes its steps, beside the others. */
  @Test
  void muchIsWalkedAsBefore() {
    execute(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at,"
            + " status, generation, silver_generation, bronze_created_at, settled_at)"
            + " SELECT gen_random_uuid(), 'sample', 'history/' || n, 'e', 1, '2025-06-01',"
            + " 'archived', 1, 1, now(), now() - interval '1 hour'"
            + " FROM generate_series(1, 2001) n");
    assertThat(refresh()).isNull();
    assertThat(rounds()).as("each walk alone").isEqualTo(1 + 3);
    assertThat(results()).isNull();
    assertThat(refresh()).isNull();
    assertThat(rounds()).as("it has passed").isEqualTo(1);
  }

  /** The statements that look at what changed are planned once a session. */
  @Test
  void theWalkingChecksArePlannedOnce() {
    assertThat(
            value(
                "SELECT count(*) FROM scout.data_quality_checks c JOIN pg_proc p"
                    + " ON c.check_query = format('SELECT %s()', p.proname)"
                    + " WHERE 'plan_cache_mode=force_generic_plan' = ANY (p.proconfig)"))
        .isEqualTo("3");
  }
}
