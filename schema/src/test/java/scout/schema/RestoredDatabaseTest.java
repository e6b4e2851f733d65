package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/** Whatever a restore has lost of owners and grants, the next migration applies. */
class RestoredDatabaseTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void migrateAppliesWhatARestoreHasLost() throws Exception {
    String url = server.database();
    TestServer.migrate(url);
    try (Connection owner = TestServer.connect(url)) {
      String whole = SchemaSnapshot.of(owner);
      for (String loss :
          List.of(
              "ALTER FUNCTION scout.run_check(text) OWNER TO postgres",
              "GRANT EXECUTE ON FUNCTION scout.run_check(text), scout.retire_bronze(date) TO"
                  + " PUBLIC",
              "REVOKE ALL ON ALL TABLES IN SCHEMA scout FROM scout_transform, scout_check",
              "GRANT ALL ON scout.alerts TO scout_reader",
              "GRANT UPDATE (bucket) ON scout.files TO scout_ingest",
              "GRANT CREATE ON SCHEMA scout TO scout_check",
              "REVOKE USAGE ON SCHEMA scout FROM scout_reader")) {
        owner.createStatement().execute(loss);
      }
      assertThat(SchemaSnapshot.of(owner)).isNotEqualTo(whole);
      TestServer.migrate(url);
      assertThat(SchemaSnapshot.of(owner)).isEqualTo(whole);
    }
  }

  /** Readers never see a moment without their rights. */
  @Test
  void grantsChangeInOneTransaction() throws Exception {
    String url = server.database();
    TestServer.migrate(url);
    try (Connection owner = TestServer.connect(url);
        var rows =
            owner
                .createStatement()
                .executeQuery(
                    "SELECT count(DISTINCT xmin::text) FROM pg_class"
                        + " WHERE relnamespace = 'scout'::regnamespace AND relkind = 'v'")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void ordinaryOwnerMigratesAndMendsToo() throws Exception {
    String url = server.database();
    DatabaseSettings scout = ordinaryOwner(url, "plain_owner", "CREATEROLE");
    try (Connection superuser = TestServer.connect(url)) {
      adopt(superuser, "plain_owner");
    }
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, "secret of " + role);
    }
    new Migrator(scout).migrate(passwords);
    try (Connection superuser = TestServer.connect(url)) {
      String whole = SchemaSnapshot.of(superuser);
      superuser
          .createStatement()
          .execute("ALTER FUNCTION scout.run_check(text) OWNER TO plain_owner");
      new Migrator(scout).migrate(passwords);
      assertThat(SchemaSnapshot.of(superuser)).isEqualTo(whole);
    }
  }

  @Test
  void saysWhatTheOwnerLacksBeforeAnythingIsChanged() throws Exception {
    String migrated = server.database();
    TestServer.migrate(migrated);

    String noRoles = server.database();
    DatabaseSettings powerless = ordinaryOwner(noRoles, "powerless", "NOCREATEROLE");
    assertThatThrownBy(() -> new Migrator(powerless).migrate(Map.of()))
        .isInstanceOf(UnsuitableDatabase.class)
        .hasMessageContaining("ALTER ROLE powerless CREATEROLE");

    String othersRoles = server.database();
    DatabaseSettings stranger = ordinaryOwner(othersRoles, "stranger", "CREATEROLE");
    assertThatThrownBy(() -> new Migrator(stranger).migrate(Map.of()))
        .isInstanceOf(UnsuitableDatabase.class)
        .hasMessageContaining("GRANT scout_check TO stranger WITH ADMIN OPTION");

    DatabaseSettings there = new DatabaseSettings(migrated, "stranger", "secret");
    assertThatThrownBy(() -> new Migrator(there).migrate(Map.of()))
        .isInstanceOf(UnsuitableDatabase.class)
        .hasMessageContaining("belongs to postgres");

    try (Connection superuser = TestServer.connect(othersRoles);
        var rows = superuser.createStatement().executeQuery("SELECT to_regnamespace('scout')")) {
      rows.next();
      assertThat(rows.getString(1)).isNull();
    }
  }

  /** What an earlier release recorded as applied is not missed. */
  @Test
  void databasesOfEarlierReleasesGoOn() throws Exception {
    String url = server.database();
    TestServer.migrate(url);
    try (Connection owner = TestServer.connect(url)) {
      owner
          .createStatement()
          .execute(
              "INSERT INTO scout.flyway_schema_history (installed_rank, version, description, type,"
                  + " script, checksum, installed_by, execution_time, success)"
                  + " SELECT max(installed_rank) + 1, NULL, 'roles and grants', 'SQL',"
                  + " 'R__roles_and_grants.sql', 7, 'postgres', 1, true"
                  + " FROM scout.flyway_schema_history");
    }
    TestServer.migrate(url);
  }

  private static DatabaseSettings ordinaryOwner(String url, String name, String option)
      throws Exception {
    String database = url.substring(url.lastIndexOf('/') + 1);
    try (Connection superuser = TestServer.connect(url)) {
      superuser
          .createStatement()
          .execute(
              "CREATE ROLE "
                  + name
                  + " LOGIN "
                  + option
                  + " PASSWORD 'secret';"
                  + " ALTER DATABASE "
                  + database
                  + " OWNER TO "
                  + name);
    }
    return new DatabaseSettings(url, name, "secret");
  }

  /** The roles may have been made by somebody else before, who then has to hand them over. */
  private static void adopt(Connection superuser, String owner) throws Exception {
    for (String role :
        List.of(
            "scout_ingest",
            "scout_transform",
            "scout_reader",
            "scout_watch",
            "scout_check",
            "scout_console")) {
      superuser
          .createStatement()
          .execute(
              "DO $$ BEGIN CREATE ROLE "
                  + role
                  + "; EXCEPTION WHEN duplicate_object THEN END $$;"
                  + " GRANT "
                  + role
                  + " TO "
                  + owner
                  + " WITH ADMIN OPTION");
    }
  }
}
