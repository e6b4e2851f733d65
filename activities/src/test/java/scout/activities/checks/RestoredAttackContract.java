package scout.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/**
 * Checks harm nothing in a database that was dumped and restored on a new machine, where none of
 * Scout's roles was there before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RestoredAttackContract extends CheckAttackContract {

  private final String owner;
  private EmbeddedPostgres machine;
  private TestDatabase restored;
  private String withoutRoles;
  private String beforeMigrating;
  private String withRoles;

  RestoredAttackContract(String owner) {
    this.owner = owner;
  }

  @BeforeAll
  void restore(@TempDir Path folder) throws Exception {
    DumpPrograms programs = DumpPrograms.find();
    Path dump = folder.resolve("scout.dump");
    try (TestDatabase original = TestDatabase.create()) {
      original
          .owner()
          .useHandle(
              handle -> {
                handle.execute("SELECT scout.ensure_partition('2025-06-01')");
                handle.execute(CheckAttackTest.ONE_ROW);
              });
      programs.dump(original.url(), dump);
    }
    machine = EmbeddedPostgres.start();
    Jdbi superuser = Jdbi.create(machine.getPostgresDatabase());
    if (!owner.equals("postgres")) {
      superuser.useHandle(
          handle ->
              handle.execute(
                  "CREATE ROLE " + owner + " LOGIN CREATEROLE PASSWORD '" + owner + "'"));
    }
    superuser.useHandle(handle -> handle.execute("CREATE DATABASE scout OWNER " + owner));
    restored = TestDatabase.of(machine, "scout");
    withoutRoles = programs.restore(restored.url(), owner, dump, "--no-owner");
    beforeMigrating =
        Jdbi.create(restored.url(), owner, owner)
            .inTransaction(handle -> run(handle, "SELECT 0").message());
    restored.migrate(new DatabaseSettings(restored.url(), owner, owner));

    // and once more as the page says, the roles first
    superuser.useHandle(handle -> handle.execute("CREATE DATABASE again OWNER " + owner));
    TestDatabase again = TestDatabase.of(machine, "again");
    withRoles = programs.restore(again.url(), owner, dump, "--no-owner");
    again.migrate(new DatabaseSettings(again.url(), owner, owner));
    again.close();
  }

  @AfterAll
  void stop() throws Exception {
    if (machine != null) {
      restored.close();
      machine.close();
    }
  }

  @Override
  TestDatabase database() {
    return restored;
  }

  @Test
  void noCheckRunsBeforeTheMigration() {
    assertThat(withoutRoles).contains("role \"scout_check\" does not exist");
    assertThat(beforeMigrating).startsWith("it was not run: scout.run_check doesn't belong");
  }

  @Test
  void rolesFirstLeaveNothingToComplainOf() {
    assertThat(withRoles).isEmpty();
  }

  @Test
  void rowsAreThereAndNobodyElseMayRunChecks() {
    restored
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useTransaction(
            handle -> {
              assertThat(run(handle, "SELECT count(*) = 1 FROM gold_store_daily_summary").passed())
                  .isTrue();
              assertThat(run(handle, "SELECT count(*) FROM pg_read_file('/etc/passwd')").message())
                  .isEqualTo("it broke: it may not do or read that (SQLSTATE 42501)");
            });
    String runners =
        restored
            .owner()
            .withHandle(
                handle ->
                    handle
                        .select(
                            "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles"
                                + " WHERE rolname LIKE 'scout\\_%' AND has_function_privilege("
                                + "oid, 'scout.run_check(text)', 'EXECUTE')")
                        .mapTo(String.class)
                        .one());
    assertThat(runners).isEqualTo("scout_check scout_transform");
  }
}
