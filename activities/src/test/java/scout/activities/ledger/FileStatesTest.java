package scout.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;
import scout.workflows.journey.FileStatus;

/** The ways of a file between its states: what the statements do, and what is written of them. */
class FileStatesTest {
  private static final Path RESOURCES = Path.of("../schema/src/main/resources/scout/schema");
  private static final Path LEDGER = RESOURCES.resolve("ledger");
  private static final Path PACKAGE =
      Path.of("src/main/java/scout/activities/ledger/package-info.java");
  private static final Path ARCHITECTURE = Path.of("../docs/architecture.md");
  private static final Pattern WAY =
      Pattern.compile("(?m)^[ *]*(\\[\\*]|[a-z]+) --> ([a-z]+): (.+)$");
  private static final Pattern WRITES =
      Pattern.compile("(?i)(UPDATE|INSERT INTO|DELETE FROM|MERGE INTO)\\s+scout\\.files\\b");

  private static TestDatabase database;
  private static SortedSet<String> ways;

  @BeforeAll
  static void goEachWay() throws Exception {
    database = TestDatabase.create();
    ways = database.owner().withHandle(handle -> new StateWalk(handle, LEDGER).ways());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void thePackageTellsTheWayOfEachStatement() throws IOException {
    assertThat(written(PACKAGE)).isEqualTo(ways);
  }

  @Test
  void theDiagramShowsEachWay() throws IOException {
    assertThat(ends(written(ARCHITECTURE))).isEqualTo(ends(ways));
  }

  /** Silver writes down there what it has taken, which is no state. */
  @Test
  void nothingElseChangesAState() throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      others =
          files
              .filter(file -> file.toString().endsWith(".sql"))
              .filter(file -> !file.startsWith(LEDGER))
              .filter(file -> !file.startsWith(RESOURCES.resolve("migrations")))
              .filter(file -> WRITES.matcher(text(file)).find())
              .toList();
    }
    assertThat(others).containsExactly(RESOURCES.resolve("layers/files.sql"));
    assertThat(text(others.get(0))).doesNotContainPattern("\\bstatus\\s*=");
  }

  @Test
  void theIndexOfUnfinishedFilesHoldsWhatIsUnderWay() {
    List<String> indexed =
        database
            .owner()
            .withHandle(
                handle -> {
                  String predicate =
                      handle
                          .select(
                              "SELECT pg_get_expr(indpred, indrelid) FROM pg_index"
                                  + " WHERE indexrelid = 'scout.files_unfinished'::regclass")
                          .mapTo(String.class)
                          .one();
                  return handle
                      .createQuery(
                          "SELECT status FROM unnest(:words) AS f (status) WHERE " + predicate)
                      .bindArray(
                          "words",
                          String.class,
                          Arrays.stream(FileStatus.values()).map(FileStatus::word).toList())
                      .mapTo(String.class)
                      .list();
                });
    assertThat(indexed)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FileStatus.values())
                .filter(status -> !status.atRest())
                .map(FileStatus::word)
                .toList());
  }

  private static SortedSet<String> written(Path page) {
    SortedSet<String> found = new TreeSet<>();
    Matcher way = WAY.matcher(text(page));
    while (way.find()) {
      found.add("%s --> %s: %s".formatted(way.group(1), way.group(2), way.group(3)));
    }
    return found;
  }

  private static SortedSet<String> ends(SortedSet<String> some) {
    return some.stream()
        .map(way -> way.substring(0, way.indexOf(':')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
