package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the role that refreshes can have the owner make: declared tables, and nothing else. */
class DeclaredTablesTest {
  private static final String COLUMNS =
      """
      [{"name": "brand", "type": "text", "about": "its name"},
       {"name": "day", "type": "date"},
       {"name": "units", "type": "numeric(12,2)"}]\
      """;

  private static TestServer server;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    url = server.database();
    TestServer.migrate(url);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aModelsTableIsMadeChangedAndDropped() throws Exception {
    try (Connection transform = as("scout_transform");
        Connection reader = as("scout_reader")) {
      declare(transform, "gold_brand_daily", COLUMNS, "{brand,day}", "{day}");
      run(transform, "INSERT INTO scout.gold_brand_daily VALUES (now(), NULL, '2026-01-01', 1)");
      assertThat(
              state(
                  transform,
                  "INSERT INTO scout.gold_brand_daily VALUES (now(), NULL, '2026-01-01', 2)"))
          .as("NULL is a value of the grain")
          .isEqualTo("23505");
      assertThat(state(transform, "INSERT INTO scout.gold_brand_daily (brand) VALUES ('a')"))
          .as("a slice is never null")
          .isEqualTo("23502");
      assertThat(text(reader, "SELECT count(*) FROM scout.gold_brand_daily")).isEqualTo("1");
      assertThat(
              text(
                  transform,
                  "SELECT relreplident FROM pg_class WHERE relname = 'gold_brand_daily'"))
          .isEqualTo("f");

      String oid = text(transform, "SELECT 'scout.gold_brand_daily'::regclass::oid");
      String wider =
          COLUMNS.replace("]", ", {\"name\": \"revenue\", \"type\": \"numeric(14,2)\"}]");
      declare(transform, "gold_brand_daily", wider, "{brand,day}", "{day}");
      assertThat(text(reader, "SELECT units FROM scout.gold_brand_daily")).isEqualTo("1.00");
      declare(transform, "gold_brand_daily", wider, "{day}", "{day}");
      assertThat(text(reader, "SELECT count(*) FROM scout.gold_brand_daily")).isEqualTo("0");
      assertThat(
              text(
                  transform,
                  "SELECT relreplident FROM pg_class WHERE relname = 'gold_brand_daily'"))
          .as("a primary key, since the day is never null")
          .isEqualTo("d");
      assertThat(text(transform, "SELECT 'scout.gold_brand_daily'::regclass::oid")).isEqualTo(oid);

      TestServer.migrate(url);
      assertThat(text(reader, "SELECT count(*) FROM scout.gold_brand_daily")).isEqualTo("0");
      run(transform, "SELECT scout.drop_model('gold_brand_daily')");
      assertThat(text(transform, "SELECT to_regclass('scout.gold_brand_daily')")).isNull();
    }
  }

  @Test
  void nothingElseCanBeMadeOrDropped() throws Exception {
    try (Connection transform = as("scout_transform")) {
      for (String name :
          List.of(
              "gold_outbox",
              "gold_lineage",
              "silver_edge_transactions",
              "files",
              "Gold_x",
              "gold_x; DROP TABLE scout.files",
              "gold_" + "x".repeat(60))) {
        assertThat(state(transform, declaration(name, COLUMNS, "{day}", "{}")))
            .as(name)
            .isIn("42602", "42P07");
        assertThat(state(transform, "SELECT scout.drop_model('" + name + "')"))
            .as(name)
            .isEqualTo("42P01");
      }
      for (String column :
          List.of(
              "{\"name\": \"day\", \"type\": \"date DEFAULT pg_sleep(1)\"}",
              "{\"name\": \"day\", \"type\": \"oid\"}",
              "{\"name\": \"day\", \"type\": \"serial\"}",
              "{\"name\": \"day) , x\", \"type\": \"date\"}",
              "{\"name\": \"last_updated\", \"type\": \"date\"}",
              "{\"name\": \"day\"}")) {
        assertThat(state(transform, declaration("gold_x", "[" + column + "]", "{day}", "{}")))
            .as(column)
            .isIn("42602", "22023");
      }
      assertThat(state(transform, declaration("gold_x", COLUMNS, "{store}", "{}")))
          .as("a grain of other columns")
          .isEqualTo("22023");
      assertThat(
              state(transform, "INSERT INTO scout.declared_tables VALUES ('files', 'model', '')"))
          .isEqualTo("42501");
      assertThat(text(transform, "SELECT to_regclass('scout.gold_x')")).isNull();
    }
  }

  /** What Scout ships gets columns more, and loses none; it is never dropped. */
  @Test
  void whatIsShippedKeepsItsForm() throws Exception {
    String gold = "gold_store_daily_summary";
    String before = goldColumns();
    String more = before.replaceFirst("]$", ", {\"name\": \"bags\", \"type\": \"bigint\"}]");
    String key = "{store_id,transaction_date}";
    try (Connection transform = as("scout_transform")) {
      assertThat(state(transform, "SELECT scout.drop_model('" + gold + "')")).isEqualTo("42P01");
      assertThat(state(transform, declaration(gold, COLUMNS, "{day}", "{}"))).isEqualTo("22023");
      assertThat(state(transform, declaration(gold, before, key, "{}"))).isEqualTo("22023");
      declare(transform, gold, more, key, key);
      assertThat(text(transform, "SELECT count(bags) FROM scout." + gold)).isEqualTo("0");
      declare(transform, gold, before, key, key);
      assertThat(
              text(
                  transform,
                  "SELECT string_agg(col_description(attrelid, attnum), ' ')"
                      + " FROM pg_attribute WHERE attrelid = 'scout.gold_store_daily_summary'::"
                      + "regclass AND attname = 'store_id'"))
          .isEqualTo("The shop.");
      assertThat(goldColumns()).isEqualTo(before);
    }
  }

  private static String goldColumns() throws SQLException {
    try (Connection transform = as("scout_transform")) {
      return text(
          transform,
          "SELECT columns FROM scout.declared_tables"
              + " WHERE table_name = 'gold_store_daily_summary'");
    }
  }

  private static void declare(
      Connection connection, String name, String columns, String grain, String slice)
      throws SQLException {
    run(connection, declaration(name, columns, grain, slice));
  }

  private static String declaration(String name, String columns, String grain, String slice) {
    return "SELECT scout.declare_model('%s', 'what it holds', '%s', '%s', '%s')"
        .formatted(name, columns, grain, slice);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    connection.createStatement().execute(sql);
  }

  private static String state(Connection connection, String sql) {
    try {
      run(connection, sql);
      return "it was done";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection as(String role) throws SQLException {
    Connection connection = TestServer.connect(url);
    connection.createStatement().execute("SET SESSION AUTHORIZATION " + role);
    return connection;
  }
}
