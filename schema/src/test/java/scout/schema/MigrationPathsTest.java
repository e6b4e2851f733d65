package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an earlier version, with rows in its tables, the newest is reached: the same schema as from
 * empty, and no row lost or changed. In the build from the oldest, the newest two and four others,
 * which change from run to run; with {@code -Dscout.long=true} from every version.
 */
class MigrationPathsTest {
  private static final int OTHERS = 4;

  @TempDir Path folder;

  @Test
  void earlierVersionsLeadToTheSameSchemaAndKeepTheirRows() throws Exception {
    try (TestServer server = TestServer.start()) {
      String empty = server.database();
      TestServer.migrate(empty);
      String expected;
      try (Connection connection = TestServer.connect(empty)) {
        expected = SchemaSnapshot.of(connection);
      }
      Set<Integer> tried = tried(Migrations.files().size());
      for (Path migration : Migrations.files()) {
        Files.copy(migration, folder.resolve(migration.getFileName()));
        int version = Migrations.version(migration);
        if (!tried.contains(version)) {
          continue;
        }
        String url = server.database();
        TestServer.migrate(url, folder);
        try (Connection connection = TestServer.connect(url)) {
          for (int each = 1; each <= version; each++) {
            fill(connection, each);
          }
          List<String> before = rows(connection);
          assertThat(before).as("rows at version " + version).isNotEmpty();
          TestServer.migrate(url);
          assertThat(SchemaSnapshot.of(connection)).as("from " + version).isEqualTo(expected);
          assertThat(lost(connection, before)).as("rows lost from " + version).isEmpty();
          System.out.println(
              "From version " + version + ": " + before.size() + " rows kept, the same schema.");
        }
      }
    }
  }

  private static Set<Integer> tried(int newest) {
    if (Boolean.getBoolean("scout.long")) {
      return IntStream.rangeClosed(1, newest).boxed().collect(Collectors.toSet());
    }
    long seed = Long.getLong("scout.seed", System.nanoTime());
    System.out.println("Versions by -Dscout.seed=" + seed);
    Set<Integer> tried = new TreeSet<>(List.of(1, newest - 1, newest));
    new Random(seed).ints(OTHERS, 2, newest - 1).forEach(tried::add);
    return tried;
  }

  /** Rows for the tables that a version brought, if it brought some. */
  private static void fill(Connection connection, int version) throws Exception {
    try (InputStream data =
        MigrationPathsTest.class.getResourceAsStream("/scout/schema/data/V" + version + ".sql")) {
      if (data != null) {
        connection
            .createStatement()
            .execute(new String(data.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  /**
   * Every row of every table as "table: JSON"; fails on a table without rows. A migration may give
   * a check or a model that Scout brings another query.
   */
  private static List<String> rows(Connection connection) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table : tables(connection)) {
      List<String> here =
          texts(
              connection,
              "SELECT to_jsonb(t) - 'check_query' - CASE to_jsonb(t) ->> 'model_name'"
                  + " WHEN 'gold_store_daily_summary' THEN 'query' ELSE '' END FROM "
                  + table
                  + " t");
      assertThat(here).as("rows in " + table).isNotEmpty();
      here.forEach(row -> rows.add(table + ": " + row));
    }
    return rows;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return texts(
        connection,
        "SELECT oid::regclass FROM pg_class WHERE relnamespace = 'scout'::regnamespace"
            + " AND relkind IN ('r', 'p') AND NOT relispartition"
            + " AND relname <> 'flyway_schema_history'");
  }

  private static List<String> lost(Connection connection, List<String> before) throws SQLException {
    List<String> lost = new ArrayList<>();
    for (String each : before) {
      int colon = each.indexOf(": ");
      try (var query =
          connection.prepareStatement(
              "SELECT count(*) FROM "
                  + each.substring(0, colon)
                  + " t WHERE to_jsonb(t) @> ?::jsonb")) {
        query.setString(1, each.substring(colon + 2));
        try (var result = query.executeQuery()) {
          result.next();
          if (result.getInt(1) != 1) {
            lost.add(each);
          }
        }
      }
    }
    return lost;
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
