package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What each role may do with each table, view and function, and that everything else is refused
 * when it is tried.
 */
class RolesTest {
  private static final List<String> ROLES =
      List.of(
          "scout_ingest",
          "scout_transform",
          "scout_reader",
          "scout_watch",
          "scout_check",
          "scout_console");

  /** S, I, U, D: SELECT, INSERT, UPDATE, DELETE; in lower case of some columns only. */
  private static final String MATRIX =
      """
      relation                        ingest  transform  reader  watch  check  console
      alert_message_alerts            -       SD         -       SIu    -      S
      alert_messages                  -       SD         -       SIu    -      S
      alerts                          SIU     SIUD       -       SIU    -      S
      bronze_edge_raw                 siuD    Su         -       S      S      S
      bronze_edge_raw_2031_05         -       -          -       -      -      -
      bronze_records                  siD     S          -       S      S      S
      console_users                   -       -          -       -      -      S
      counted_files                   -       S          -       S      -      S
      counted_now                     -       S          -       S      -      S
      counted_steps                   -       -          -       S      -      S
      data_quality_checks             -       Su         -       S      s      S
      data_quality_results            -       SID        -       S      -      S
      declarations                    -       SI         -       S      -      S
      declared_tables                 -       S          -       S      -      S
      disk_growth                     -       -          S       S      -      S
      field_shares                    -       -          S       S      -      S
      file_store_days                 -       -          S       S      S      S
      files                           Siu     Su         -       S      S      S
      files_pending                   -       S          -       S      -      S
      files_under_way                 S       -          -       S      -      S
      flyway_schema_history           -       -          -       S      -      S
      gold_lineage                    -       -          S       S      S      S
      gold_outbox                     -       SID        -       S      S      S
      gold_store_daily_summary        -       SIUD       S       S      S      S
      held_files                      -       SIUD       -       S      -      S
      key_versions                    S       -          -       S      -      S
      layer_lock                      -       SU         -       S      -      S
      live_inbox                      -       -          -       SiuD   -      S
      model_outbox                    -       SID        -       S      -      S
      model_queue                     -       S          -       S      -      S
      models                          -       SIUD       -       S      -      S
      operator_actions                SIu     -          -       S      -      S
      payload_keys                    siu     -          -       S      S      S
      platinum_outbox                 -       SID        -       S      -      S
      platinum_store_features         -       SIUD       S       S      S      S
      platinum_store_features_latest  -       -          S       S      S      S
      refreshes                       s       SIUD       -       S      S      S
      rejected_elements               -       SID        -       S      S      S
      rejected_records                siD     SIuD       -       S      S      S
      settings_in_force               -       SIu        S       S      S      S
      silver_edge_transactions        -       SIUD       -       S      S      S
      silver_superseded               -       SIuD       -       S      S      S
      source_columns                  -       S          -       S      S      S
      sources                         s       SIu        -       S      S      S
      sweep_turn                      SU      -          -       S      -      S
      sweeps                          SIU     sD         -       S      -      S
      usage_counted                   -       Su         -       S      -      S
      usage_device_days               -       SIU        -       S      -      S
      usage_devices                   -       -          S       S      -      S
      usage_roles                     -       -          S       S      -      S
      usage_snapshots                 -       SIU        -       S      -      S
      usage_tables                    -       -          S       S      -      S
      """;

  private static final Map<String, List<String>> FUNCTIONS =
      Map.ofEntries(
          Map.entry(
              "scout.ensure_partition('2031-06-01')", List.of("scout_ingest", "scout_transform")),
          Map.entry(
              "scout.declare_model('gold_mine', '', '[]', '{}', '{}')", List.of("scout_transform")),
          Map.entry("scout.drop_model('gold_mine')", List.of("scout_transform")),
          Map.entry(
              "scout.declare_reference('ref_mine', '', '[]', '{}')", List.of("scout_transform")),
          Map.entry("scout.drop_reference('ref_mine')", List.of("scout_transform")),
          Map.entry("scout.declare_checks('gold_mine', '[]')", List.of("scout_transform")),
          Map.entry(
              "scout.declare_beside('gold_mine', '[{\"name\": \"a\", \"type\": \"text\"}]', '{a}', '{}')",
              List.of("scout_transform")),
          Map.entry("scout.drop_beside('gold_mine')", List.of("scout_transform")),
          Map.entry("scout.open_model('gold_mine', '[]', '{}', '{}')", List.of("scout_transform")),
          Map.entry("scout.index_model('gold_mine', '[]', '{}', '{}')", List.of("scout_transform")),
          Map.entry(
              "scout.close_model('gold_mine', '', '[]', '{}', '{}')", List.of("scout_transform")),
          Map.entry("scout.retire_bronze('2031-05-01')", List.of("scout_transform")),
          Map.entry(
              "scout.add_source_column('silver_mine', 'mine', 'text', '')",
              List.of("scout_transform")),
          Map.entry("scout.drop_source_column('silver_mine', 'mine')", List.of("scout_transform")),
          Map.entry(
              "scout.make_child_table('silver_mine', '{}', '{}', '')", List.of("scout_transform")),
          Map.entry("scout.drop_child_table('silver_mine')", List.of("scout_transform")),
          Map.entry("scout.swap_source_column('silver_mine', 'mine')", List.of("scout_transform")),
          Map.entry("scout.run_check('SELECT 0')", List.of("scout_transform", "scout_check")));

  private static TestServer server;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    url = server.database();
    TestServer.migrate(url);
    try (Connection owner = TestServer.connect(url)) {
      owner.createStatement().execute("SELECT scout.ensure_partition('2031-05-01')");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void theCatalogsSayWhatTheMatrixSays() throws Exception {
    Map<String, List<String>> actual = new TreeMap<>();
    try (Connection owner = TestServer.connect(url)) {
      for (String relation : relations(owner)) {
        List<String> rights = new ArrayList<>();
        for (String role : ROLES) {
          rights.add(rights(owner, role, relation));
        }
        actual.put(relation, rights);
      }
    }
    assertThat(actual).isEqualTo(matrix());
  }

  @Test
  void whatTheMatrixDoesNotGrantIsRefused() throws Exception {
    int tried = 0;
    for (String role : ROLES) {
      try (Connection connection = as(role)) {
        for (var line : matrix().entrySet()) {
          String rights = line.getValue().get(ROLES.indexOf(role)).toUpperCase();
          for (String statement : forbidden(connection, line.getKey(), rights)) {
            refused(connection, role, statement);
            tried++;
          }
        }
      }
    }
    System.out.println(tried + " statements on tables and views were refused.");
  }

  @Test
  void nobodyReachesBeyondItsRole() throws Exception {
    for (String role : ROLES) {
      try (Connection connection = as(role)) {
        for (var function : FUNCTIONS.entrySet()) {
          if (!function.getValue().contains(role)) {
            refused(connection, role, "SELECT " + function.getKey());
          }
        }
        for (String other : ROLES) {
          boolean console = role.equals("scout_watch") && other.equals("scout_console");
          if (!other.equals(role) && !console) {
            refused(connection, role, "SET ROLE " + other);
          }
        }
        for (String statement :
            List.of(
                "SET ROLE postgres",
                "CREATE TABLE scout.mine (n int)",
                "CREATE TABLE public.mine (n int)",
                "CREATE FUNCTION scout.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE SCHEMA mine",
                "CREATE ROLE mine",
                "CREATE EXTENSION file_fdw",
                "ALTER FUNCTION scout.ensure_partition(date) OWNER TO " + role,
                "DROP SCHEMA scout CASCADE",
                "COPY scout.gold_store_daily_summary TO PROGRAM 'true'",
                "SELECT pg_read_file('PG_VERSION')")) {
          refused(connection, role, statement);
        }
      }
    }
  }

  @Test
  void everyFunctionThatRunsAsItsOwnerIsInTheMatrix() throws Exception {
    try (Connection owner = TestServer.connect(url)) {
      assertThat(
              texts(
                  owner,
                  "SELECT 'scout.' || proname FROM pg_proc"
                      + " WHERE pronamespace = 'scout'::regnamespace AND prosecdef"))
          .containsExactlyInAnyOrderElementsOf(
              FUNCTIONS.keySet().stream().map(call -> call.replaceAll("\\(.*", "")).toList());
      for (var function : FUNCTIONS.entrySet()) {
        String name = function.getKey().replaceAll("\\(.*", "");
        assertThat(
                texts(
                    owner,
                    "SELECT rolname FROM pg_roles r JOIN pg_proc p ON p.oid = '"
                        + name
                        + "'::regproc WHERE rolname LIKE 'scout\\_%'"
                        + " AND has_function_privilege(r.oid, p.oid, 'EXECUTE')"))
            .as(name)
            .containsExactlyInAnyOrderElementsOf(function.getValue());
      }
    }
  }

  private static Map<String, List<String>> matrix() {
    Map<String, List<String>> matrix = new TreeMap<>();
    MATRIX
        .lines()
        .skip(1)
        .map(line -> List.of(line.split("\\s+")))
        .forEach(words -> matrix.put(words.get(0), words.subList(1, words.size())));
    return matrix;
  }

  private static List<String> relations(Connection owner) throws SQLException {
    return texts(
        owner,
        "SELECT relname FROM pg_class WHERE relnamespace = 'scout'::regnamespace"
            + " AND relkind IN ('r', 'p', 'v')");
  }

  private static String rights(Connection owner, String role, String relation) throws SQLException {
    StringBuilder rights = new StringBuilder();
    for (String right : List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")) {
      String asked = "('" + role + "', 'scout." + relation + "', '" + right + "')";
      if (is(owner, "SELECT has_table_privilege" + asked)) {
        rights.append(right.charAt(0));
      } else if (List.of("SELECT", "INSERT", "UPDATE").contains(right)
          && is(owner, "SELECT has_any_column_privilege" + asked)) {
        rights.append(Character.toLowerCase(right.charAt(0)));
      }
    }
    return rights.isEmpty() ? "-" : rights.toString();
  }

  /** The statements on a relation that these rights don't cover. */
  private static List<String> forbidden(Connection connection, String relation, String rights)
      throws SQLException {
    String name = "scout." + relation;
    String column =
        texts(
                connection,
                "SELECT attname FROM pg_attribute WHERE attrelid = '"
                    + name
                    + "'::regclass AND attnum = 1")
            .get(0);
    List<String> statements = new ArrayList<>();
    if (!rights.contains("S")) {
      statements.add("SELECT count(*) FROM " + name);
      statements.add("COPY " + name + " TO STDOUT");
    }
    if (!rights.contains("I")) {
      statements.add("INSERT INTO " + name + " DEFAULT VALUES");
    }
    if (!rights.contains("U")) {
      statements.add("UPDATE " + name + " SET " + column + " = DEFAULT");
    }
    if (!rights.contains("D")) {
      statements.add("DELETE FROM " + name);
    }
    boolean view =
        is(connection, "SELECT relkind = 'v' FROM pg_class WHERE oid = '" + name + "'::regclass");
    if (view) {
      statements.removeIf(statement -> !statement.startsWith("SELECT"));
      statements.add("DROP VIEW " + name);
      statements.add("ALTER VIEW " + name + " OWNER TO CURRENT_USER");
    } else {
      statements.add("TRUNCATE " + name);
      statements.add("DROP TABLE " + name + " CASCADE");
      statements.add("ALTER TABLE " + name + " ADD COLUMN mine int");
      statements.add("CREATE INDEX ON " + name + " (" + column + ")");
      statements.add("LOCK TABLE " + name + " IN ACCESS EXCLUSIVE MODE");
    }
    if (rights.matches(".*[UDIT].*")) {
      statements.removeIf(statement -> statement.startsWith("LOCK"));
    }
    return statements;
  }

  private static void refused(Connection connection, String role, String statement)
      throws SQLException {
    String state = null;
    connection.setAutoCommit(false);
    try (var run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      state = e.getSQLState();
    } finally {
      connection.rollback();
    }
    assertThat(state).as(role + ": " + statement).isEqualTo("42501");
  }

  /** A session of this role, as if it had logged in. */
  private static Connection as(String role) throws SQLException {
    Connection connection = TestServer.connect(url);
    connection.createStatement().execute("SET SESSION AUTHORIZATION " + role);
    return connection;
  }

  private static boolean is(Connection connection, String sql) throws SQLException {
    return texts(connection, sql).get(0).equals("t");
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (var rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
