package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every SQL block of the docs on a migrated database, as the role that its first line names
 * ({@code -- as scout_reader}), else as the owner.
 */
class DocumentedQueriesTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sql\\n(.*?)^ *```$");
  private static final Pattern ROLE = Pattern.compile("\\A\\s*-- as (scout_\\w+)");
  private static final Pattern END = Pattern.compile(";\\s*(?:\\n|\\z)");

  /** What Supabase has, and Scout's own database has not. */
  private static final List<String> OF_SUPABASE =
      List.of(
          "CREATE SCHEMA storage",
          "CREATE TABLE storage.objects (name text)",
          "CREATE SCHEMA supabase_functions",
          "CREATE FUNCTION supabase_functions.http_request() RETURNS trigger LANGUAGE plpgsql"
              + " AS 'BEGIN RETURN NULL; END'");

  private static WatchedDatabase database;

  /**
   * A block of a page.
   *
   * @param page the file's name
   * @param text without the fences
   */
  record Block(String page, String text) {
    private String role() {
      var role = ROLE.matcher(text);
      return role.find() ? role.group(1) : "postgres";
    }

    private Stream<String> statements() {
      return END.splitAsStream(text).map(String::strip).filter(each -> !each.isEmpty());
    }

    @Override
    public String toString() {
      return page + ": " + text.strip().lines().findFirst().orElse("");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
    database.owner().useHandle(handle -> OF_SUPABASE.forEach(handle::execute));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    try (var pages = Files.list(DOCS)) {
      for (Path page : pages.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
        BLOCK
            .matcher(Files.readString(page))
            .results()
            .forEach(found -> blocks.add(new Block(page.getFileName().toString(), found.group(1))));
      }
    }
    return blocks;
  }

  @Test
  void findsTheBlocks() throws IOException {
    assertThat(blocks()).extracting(Block::page).contains("operations.md", "checks.md");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyBlockRuns(Block block) {
    String url = database.settings().get("SCOUT_DB_URL");
    try (Handle handle = Jdbi.create(url, block.role(), block.role()).open()) {
      if (block.text().contains("CREATE DATABASE")) {
        block.statements().forEach(statement -> runs(handle, statement));
        handle.execute("DROP DATABASE scout");
      } else {
        handle.begin();
        block.statements().forEach(statement -> runs(handle, statement));
        handle.rollback();
      }
    }
  }

  private static void runs(Handle handle, String statement) {
    assertThatCode(
            () -> {
              try (var plain = handle.getConnection().createStatement()) {
                plain.execute(statement);
              }
            })
        .as(statement)
        .doesNotThrowAnyException();
  }
}
