package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import scout.workflows.ContractConverter;

/**
 * Workflows that were begun by an earlier release have to go on. A change that fails here needs a
 * {@code Workflow.getVersion} around it; the histories are never changed to fit.
 */
class HistoriesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A field of a record of the SDK's own, in the marker of a local activity. */
  private static final String OF_THE_SDK = "\"firstSkd\"";

  /** As it stands in a history. */
  private static final String PLAIN_JSON =
      Base64.getEncoder().encodeToString("json/plain".getBytes(StandardCharsets.UTF_8));

  private static TestWorkflowEnvironment temporal;
  private static Worker worker;

  @BeforeAll
  static void start() {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(ContractConverter.options().build())
                .build());
    worker = temporal.newWorker("replays");
    WorkflowRegistration.register(worker, WorkflowRegistration.INGEST);
    WorkflowRegistration.register(worker, WorkflowRegistration.LAYERS);
  }

  @AfterAll
  static void stop() {
    temporal.close();
  }

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

  /** As after a rollback: the release that wrote them had records with one field more. */
  @ParameterizedTest
  @MethodSource("histories")
  void replaysWhereEachRecordHasAFieldMore(Path file) throws Exception {
    JsonNode history = JSON.readTree(Files.readString(file));
    history.findParents("metadata").forEach(HistoriesTest::addField);

    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(history.toString()), worker);
  }

  private static void addField(JsonNode payload) {
    JsonNode metadata = payload.get("metadata");
    if (payload.hasNonNull("data")
        && PLAIN_JSON.equals(metadata.path("encoding").asText())
        && !metadata.has("type")) {
      byte[] data = Base64.getDecoder().decode(payload.get("data").asText());
      byte[] more =
          new String(data, StandardCharsets.UTF_8).contains(OF_THE_SDK)
              ? data
              : MoreFields.added(data);
      ((ObjectNode) payload).put("data", Base64.getEncoder().encodeToString(more));
    }
  }

  private static Class<?>[] workflows() {
    return Stream.of(WorkflowRegistration.INGEST, WorkflowRegistration.LAYERS)
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

  /** What was begun before a change goes on as before, what was begun since as it says. */
  @ParameterizedTest
  @CsvSource({
    "journey-loads-after-refusal.json, what-follows-outweighs-a-refusal",
    "journey-discard-without-version.json, discard-names-a-version"
  })
  void bothSidesOfEachChangeHaveAHistory(String name, String change) throws Exception {
    List<Boolean> sides = new ArrayList<>();
    for (Path file : histories().filter(path -> path.endsWith(name)).toList()) {
      sides.add(marks(WorkflowExecutionHistory.fromJson(Files.readString(file)), change));
    }
    assertThat(sides).as("with and without its marker").contains(true, false);
  }

  private static boolean marks(WorkflowExecutionHistory history, String change) {
    return history.getEvents().stream()
        .filter(event -> event.hasMarkerRecordedEventAttributes())
        .flatMap(
            event ->
                event
                    .getMarkerRecordedEventAttributes()
                    .getDetailsOrDefault("changeId", Payloads.getDefaultInstance())
                    .getPayloadsList()
                    .stream())
        .anyMatch(id -> id.getData().toStringUtf8().contains(change));
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
                    WorkflowExecutionHistory.fromJson(changed), FileJourneyImpl.class))
        .hasMessageContaining("Unload");
  }
}
