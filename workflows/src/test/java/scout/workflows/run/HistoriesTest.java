package scout.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        workflows()[0],
        Arrays.copyOfRange(workflows(), 1, workflows().length));
  }

  private static Class<?>[] workflows() {
    return Stream.of(Registration.INGEST, Registration.LAYERS)
        .flatMap(List::stream)
        .toArray(Class<?>[]::new);
  }

  /** What a history has to show for the branch of a workflow that it stands for. */
  @ParameterizedTest
  @CsvSource({
    "FileJourney, WORKFLOW_EXECUTION_COMPLETED",
    "FileJourney, WORKFLOW_EXECUTION_CONTINUED_AS_NEW",
    "FileJourney, WORKFLOW_EXECUTION_FAILED",
    "FileJourney, WORKFLOW_EXECUTION_CANCELED",
    "FileJourney, ACTIVITY_TASK_FAILED",
    "FileJourney, MARKER_RECORDED",
    "EdgeSweep, WORKFLOW_EXECUTION_COMPLETED",
    "EdgeSweep, WORKFLOW_EXECUTION_FAILED",
    "FileBatch, WORKFLOW_EXECUTION_COMPLETED",
    "FileBatch, WORKFLOW_EXECUTION_FAILED",
    "LayerRefresh, WORKFLOW_EXECUTION_CONTINUED_AS_NEW",
    "LayerRefresh, WORKFLOW_EXECUTION_CANCELED",
    "LayerRefresh, ACTIVITY_TASK_FAILED",
    "LayerRefresh, TIMER_FIRED",
    "Rebuild, WORKFLOW_EXECUTION_COMPLETED",
    "Rebuild, WORKFLOW_EXECUTION_FAILED",
    "Rebuild, WORKFLOW_EXECUTION_SIGNALED",
    "Rebuild, MARKER_RECORDED",
    "Housekeeping, WORKFLOW_EXECUTION_COMPLETED",
    "Housekeeping, WORKFLOW_EXECUTION_FAILED"
  })
  void everyBranchHasAHistory(String workflow, String event) throws Exception {
    boolean found = false;
    for (WorkflowExecutionHistory history : all()) {
      found |=
          workflowOf(history).equals(workflow)
              && history.getEvents().stream()
                  .anyMatch(each -> each.getEventType().name().equals("EVENT_TYPE_" + event));
    }
    assertThat(found).as("a history of " + workflow + " with " + event).isTrue();
  }

  @Test
  void everyWorkflowHasHistories() throws Exception {
    assertThat(all().stream().map(HistoriesTest::workflowOf).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(workflows())
                .map(type -> type.getInterfaces()[0].getSimpleName())
                .toList());
  }

  private static String workflowOf(WorkflowExecutionHistory history) {
    return history
        .getEvents()
        .get(0)
        .getWorkflowExecutionStartedEventAttributes()
        .getWorkflowType()
        .getName();
  }

  private static List<WorkflowExecutionHistory> all() throws Exception {
    List<WorkflowExecutionHistory> all = new ArrayList<>();
    for (Path file : histories().toList()) {
      all.add(WorkflowExecutionHistory.fromJson(Files.readString(file)));
    }
    return all;
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
