package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/** A database that others use too is, but for what is Scout's, as it was before a migration. */
class SharedDatabaseTest {
  private static final String OTHERS =
      """
      CREATE ROLE till_app LOGIN;
      CREATE SCHEMA shop;
      CREATE TABLE shop.goods (id bigint PRIMARY KEY, name text);
      CREATE TABLE public.notes (note text);
      CREATE FUNCTION public.twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
      GRANT CREATE ON SCHEMA public TO PUBLIC;
      GRANT USAGE ON SCHEMA shop TO till_app;
      GRANT SELECT (name) ON shop.goods TO PUBLIC;
      REVOKE EXECUTE ON FUNCTION public.twice(int) FROM PUBLIC;
      ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO till_app\
      """;

  /** Each gives one row per object that isn't Scout's, with its owner and its rights. */
  private static final List<String> CATALOGS =
      List.of(
          "SELECT datname, datdba::regrole, datacl FROM pg_database",
          "SELECT nspname, nspowner::regrole, nspacl FROM pg_namespace"
              + " WHERE nspname NOT IN ('scout') AND nspname NOT LIKE 'pg\\_temp%'"
              + " AND nspname NOT LIKE 'pg\\_toast\\_temp%'",
          "SELECT oid::regclass, relkind, relowner::regrole, relacl FROM pg_class"
              + " WHERE relnamespace::regnamespace::text NOT IN ('scout', 'pg_toast')"
              + " AND relpersistence = 'p'",
          "SELECT attrelid::regclass, attname, atttypid::regtype, attacl FROM pg_attribute"
              + " WHERE attacl IS NOT NULL AND attrelid::regclass::text NOT LIKE 'scout.%'",
          "SELECT oid::regprocedure, proowner::regrole, proacl, md5(prosrc) FROM pg_proc"
              + " WHERE pronamespace::regnamespace::text <> 'scout'",
          "SELECT oid::regtype, typowner::regrole, typacl FROM pg_type"
              + " WHERE typnamespace::regnamespace::text NOT IN ('scout', 'pg_toast')",
          "SELECT lanname, lanacl FROM pg_language",
          "SELECT defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, defaclacl"
              + " FROM pg_default_acl",
          "SELECT extname FROM pg_extension",
          "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolconfig FROM pg_roles"
              + " WHERE rolname NOT LIKE 'scout\\_%'",
          "SELECT roleid::regrole, member::regrole FROM pg_auth_members"
              + " WHERE roleid::regrole::text NOT LIKE 'scout\\_%'",
          "SELECT setdatabase, setrole, setconfig FROM pg_db_role_setting"
              + " WHERE setrole = 0 OR setrole::regrole::text NOT LIKE 'scout\\_%'");

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
  void everythingElseStaysAsItWas() throws Exception {
    String url = server.database();
    try (Connection owner = TestServer.connect(url)) {
      owner.createStatement().execute(OTHERS);
      List<String> before = others(owner);
      TestServer.migrate(url);
      assertThat(others(owner)).isEqualTo(before);
      TestServer.migrate(url);
      assertThat(others(owner)).isEqualTo(before);
    }
  }

  /** Where PUBLIC may not even connect, Scout's roles are given what they need, and no other. */
  @Test
  void closedDatabaseLetsOnlyScoutsRolesIn() throws Exception {
    String url = server.database();
    String database = url.substring(url.lastIndexOf('/') + 1);
    try (Connection owner = TestServer.connect(url)) {
      owner.createStatement().execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
      migrate(url);
      assertThat(
              rows(
                  owner,
                  "SELECT grantee::regrole, string_agg(privilege_type, ' ' ORDER BY privilege_type)"
                      + " FROM pg_database, aclexplode(datacl) WHERE datname = '"
                      + database
                      + "' AND grantee <> datdba GROUP BY 1 ORDER BY 1"))
          .containsExactlyInAnyOrder(
              "scout_ingest CONNECT",
              "scout_reader CONNECT",
              "scout_transform CONNECT TEMPORARY",
              "scout_watch CONNECT");
    }
    for (DatabaseRole role : DatabaseRole.values()) {
      login(url, role).close();
    }
  }

  /** What a database sets for everybody doesn't cut the program's sessions short. */
  @Test
  void rolesCarryTheirOwnLimits() throws Exception {
    String url = server.database();
    String database = url.substring(url.lastIndexOf('/') + 1);
    try (Connection owner = TestServer.connect(url)) {
      for (String setting :
          List.of(
              "statement_timeout = '100ms'",
              "lock_timeout = '100ms'",
              "idle_in_transaction_session_timeout = '2min'",
              "transaction_timeout = '2min'",
              "default_transaction_isolation = 'serializable'",
              "default_transaction_read_only = on")) {
        owner.createStatement().execute("ALTER DATABASE " + database + " SET " + setting);
      }
    }
    migrate(url);
    for (DatabaseRole role :
        List.of(DatabaseRole.INGEST, DatabaseRole.TRANSFORM, DatabaseRole.WATCH)) {
      try (Connection connection = login(url, role)) {
        assertThat(
                rows(
                    connection,
                    "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
                        + " current_setting('idle_in_transaction_session_timeout'),"
                        + " current_setting('transaction_timeout'),"
                        + " current_setting('default_transaction_isolation'),"
                        + " current_setting('default_transaction_read_only')"))
            .as(role.roleName())
            .containsExactly("0 0 0 0 read committed off");
      }
    }
    try (Connection reader = login(url, DatabaseRole.READER)) {
      assertThat(rows(reader, "SHOW statement_timeout")).containsExactly("100ms");
    }
  }

  @Test
  void limitThatSomebodyGaveToTheRoleStays() throws Exception {
    String url = server.database();
    migrate(url);
    try (Connection owner = TestServer.connect(url)) {
      owner.createStatement().execute("ALTER ROLE scout_watch SET statement_timeout = '5min'");
      migrate(url);
      try (Connection watch = login(url, DatabaseRole.WATCH)) {
        assertThat(rows(watch, "SHOW statement_timeout")).containsExactly("5min");
      } finally {
        owner.createStatement().execute("ALTER ROLE scout_watch RESET statement_timeout");
      }
    }
  }

  private static void migrate(String url) throws SQLException {
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, role.roleName());
    }
    new Migrator(new DatabaseSettings(url, "postgres", "postgres")).migrate(passwords);
  }

  private static Connection login(String url, DatabaseRole role) throws SQLException {
    return DriverManager.getConnection(url, role.roleName(), role.roleName());
  }

  private static List<String> others(Connection owner) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String catalog : CATALOGS) {
      all.addAll(rows(owner, catalog).stream().sorted().toList());
    }
    return all;
  }

  private static List<String> rows(Connection connection, String query) throws SQLException {
    List<String> all = new ArrayList<>();
    try (var rows = connection.createStatement().executeQuery(query)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(rows.getString(column));
        }
        all.add(String.join(" ", row.stream().map(String::valueOf).toList()));
      }
    }
    return all;
  }
}
