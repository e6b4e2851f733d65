package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/**
 * docs/tables.md is made from the comments in the database. {@code -Dscout.write=true} writes it.
 */
class TablesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "tables.md");
  private static final SqlFile SQL =
      SqlFile.load(TablesPageTest.class, "/scout/schema/tables_page.sql");
  private static final String HEAD =
      """
      # Tables

      What the columns of the layers mean, as `COMMENT ON` says it in the database. `scout_reader` reads
      gold, platinum and the views.
      """;

  @Test
  void saysWhatEachColumnMeans() throws Exception {
    StringBuilder written = new StringBuilder(HEAD);
    try (TestServer server = TestServer.start()) {
      String url = server.database();
      TestServer.migrate(url);
      try (Connection owner = TestServer.connect(url);
          var statement = owner.createStatement()) {
        try (var rows = statement.executeQuery(SQL.get("without_comment"))) {
          assertThat(rows.next()).as("a table or column has no comment").isFalse();
        }
        try (var rows = statement.executeQuery(SQL.get("sections"))) {
          while (rows.next()) {
            written.append(rows.getString(1));
          }
        }
      }
    }
    if (Boolean.getBoolean("scout.write")) {
      Files.writeString(PAGE, written);
    }
    assertThat(Files.readString(PAGE))
        .as("run mvn -pl schema test -Dtest=TablesPageTest -Dscout.write=true")
        .isEqualTo(written.toString());
  }
}
