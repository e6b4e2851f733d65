package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.workflows.journey.LoadResult;

/** Each sample is loaded as samples/README.md promises. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("../samples");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\w+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|");

  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(inbox.contradictions()).isEmpty();
    inbox.close();
  }

  static Stream<List<String>> samples() throws Exception {
    String readme = Files.readString(SAMPLES.resolve("README.md"));
    return ROW.matcher(readme)
        .results()
        .map(SamplesTest::cells)
        .filter(cells -> !cells.get(1).equals("unsupported"));
  }

  private static List<String> cells(MatchResult row) {
    return List.of(row.group(1), row.group(2), row.group(3), row.group(4), row.group(5));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void endsAsPromised(List<String> promise) throws Exception {
    String path = promise.get(0);
    inbox.upload(path, Files.readAllBytes(SAMPLES.resolve(path)));

    LoadResult result = inbox.load(Inbox.PREFIX + path);
    String status = inbox.archive(result).status().word();

    assertThat(
            List.of(
                path,
                status,
                Long.toString(result.read()),
                Long.toString(result.loaded()),
                Long.toString(result.rejected())))
        .isEqualTo(promise);
    assertThat(inbox.holds(Inbox.PREFIX + path)).isFalse();
  }
}
