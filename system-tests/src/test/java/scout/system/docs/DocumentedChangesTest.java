package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.system.Shell;

/**
 * Runs each {@code ./scout …} of the pages that changes something, on a running stack with what it
 * names, and looks whether it did it. {@code RunningWatchTest} runs those that only read.
 */
class DocumentedChangesTest {
  private static final Path ROOT = Path.of("..");

  /** These stay until somebody ends them, or bring their own servers: the tests that run them. */
  private static final Map<String, String> RUN_BY =
      Map.of(
          "demo", "local/src/test/java/scout/local/DemoTest.java",
          "up", "local/src/test/java/scout/local/KilledStack.java",
          "worker", "worker/src/test/java/scout/worker/WorkerApplicationTest.java",
          "starter", "starter/src/test/java/scout/starter/StarterApplicationTest.java");

  /** Fetches and builds programs of others, which takes minutes and the network. */
  private static final String NOT_RUN = "install-servers";

  private static TriedStack stack;
  private static CommandTrials trials;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    stack = new TriedStack(folder);
    trials = new CommandTrials(stack);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  static Set<String> commands() throws IOException {
    Set<String> commands = new TreeSet<>(PageCommands.all());
    commands.removeIf(PageCommands::reads);
    commands.remove(NOT_RUN);
    return commands;
  }

  @ParameterizedTest(name = "./scout {0}")
  @MethodSource("commands")
  void does(String command) throws Exception {
    List<String> words = List.of(PageCommands.words(command));
    String first = words.get(0);
    if (words.contains("--help")) {
      assertThat(trials.said(words)).contains("Usage");
    } else if (RUN_BY.containsKey(first)) {
      assertThat(ROOT.resolve(RUN_BY.get(first))).exists();
    } else {
      trials.run(first, words);
    }
  }

  /** Also the queries that a page gives to psql. */
  @Test
  void theTutorialEndsInTheRowsThatItShows() throws Exception {
    Tutorial tutorial = Tutorial.read();
    Path folder = Files.createDirectories(stack.path("my-models"));
    for (Map.Entry<String, String> file : tutorial.files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Path sales = Files.writeString(stack.path("sales.json"), tutorial.record());
    Shell shell = stack.shell().with("SCOUT_MODELS", folder.toString());
    List<String> commands = tutorial.commands();
    assertThat(commands).contains("models apply", "sweep --wait");
    for (String command : commands) {
      List<String> words =
          CommandTrials.each(
              List.of(PageCommands.words(command)),
              word -> word.equals("sales.json") ? sales.toString() : word);
      CommandTrials.said(
          shell, words.contains("apply") ? CommandTrials.with(words, "--yes") : words);
    }
    assertThat(stack.rows(tutorial.query())).isEqualTo(tutorial.rows());
    for (Path page : PageCommands.pages()) {
      for (String query : Tutorial.queries(Files.readString(page))) {
        assertThat(stack.rows(query)).as(page + ": " + query).isNotEmpty();
      }
    }
  }
}
