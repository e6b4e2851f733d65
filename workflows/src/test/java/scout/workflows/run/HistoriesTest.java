package scout.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workflows that were begun by an earlier release have to go on. A change that fails here needs a
 * {@code Workflow.getVersion} around it; the histories are never changed to fit.
 */
class HistoriesTest {
  static Stream<Path> histories() throws IOException, URISyntaxException {
    Path folder = Path.of(HistoriesTest.class.getResource("/histories").toURI());
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replays(Path file) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(Files.readString(file)),
        FileJourneyWorkflow.class,
        others());
  }

  private static Class<?>[] others() {
    return Stream.concat(Registration.INGEST.stream(), Registration.LAYERS.stream())
        .filter(type -> type != FileJourneyWorkflow.class)
        .toArray(Class<?>[]::new);
  }

  @Test
  void changeIsFound() throws Exception {
    Path file =
        histories()
            .filter(path -> path.endsWith("journey-archived.json"))
            .findFirst()
            .orElseThrow();
    String changed =
        Files.readString(file).replaceFirst("\"name\": \"Load\"", "\"name\": \"Unload\"");
    assertThat(changed).isNotEqualTo(Files.readString(file));

    assertThatThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    WorkflowExecutionHistory.fromJson(changed), FileJourneyWorkflow.class))
        .hasMessageContaining("Unload");
  }
}
