package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static scout.workflows.impl.TestTemporal.end;
import static scout.workflows.impl.TestTemporal.parked;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.client.Refreshes;
import scout.workflows.journey.FileJourney;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;

/** What a person may type into the Web UI. */
class TypedSignalsTest {
  private static final String KEY = "scout/v1/bronze/till-7/a_b*c`d.json";

  private final FakeIngest ingest = new FakeIngest();
  private final FakeLayers layers = new FakeLayers();
  private final TestTemporal temporal = new TestTemporal(layers, ingest);
  private FileJourney journey;

  @BeforeEach
  void park() throws InterruptedException {
    ingest.reads(request -> FakeIngest.quarantined("e1"));
    journey = temporal.arrive(KEY, "e1");
    parked(journey);
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  /** The input as its bytes travel. */
  private static RawValue json(String text) {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(text))
            .build());
  }

  private void send(String signal, Object... input) {
    WorkflowStub.fromTyped(journey).signal(signal, input);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"reason\": \"parser fixed\"}",
        "{\"etag\": null}",
        "{\"etag\":7}"
      })
  void takesAnObjectWithAnyOfItsFields(String input) throws Exception {
    send("reprocess", json(input));
    Await.until(
        "read again", () -> ingest.calls().stream().anyMatch(call -> call.startsWith("replay ")));

    assertThat(ingest.calls()).contains(input.contains("7") ? "replay 7" : "replay e1");
    assertThat(parked(journey).step()).doesNotContain("refused");
    send("discard", json(input));
    Await.until(
        "discarded", () -> ingest.calls().stream().anyMatch(call -> call.startsWith("discard ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"parser fixed\" | it was a text",
        "[]               | it was an array",
        "7                | it was 7",
        "true             | it was true",
        "{\"reson\": \"x\"} | there is no field \"reson\", but reason, etag, requestId",
        "{\"reason\": {}}   | the field \"reason\" was an object",
        "{\"etag\": [1]}    | the field \"etag\" was an array"
      })
  void saysWhatIsWrongAndWaitsOn(String input, String problem) throws Exception {
    for (String signal : List.of("reprocess", "discard")) {
      send(signal, json(input));
      Await.until("refused", () -> journey.state().step().contains("signal " + signal));

      assertThat(parked(journey).step())
          .startsWith("The latest request was refused: signal " + signal + ": The input of this")
          .contains(problem)
          .contains("TRUNCATED");
    }
    assertThat(ingest.calls()).as("nothing was done").containsExactly("load e1", "archive e1");
    send("discard", Map.of("etag", "e1"));
    end(journey);
  }

  @Test
  void saysThatThereIsNoSuchSignal() throws Exception {
    send("reproces", Map.of());
    Await.until("refused", () -> journey.state().step().contains("signal reproces: There is no"));

    send("discard", Map.of("etag", "e1"));
    end(journey);
  }

  /** The SDK drops it and logs; the Web UI and the command line don't let it out. */
  @Test
  void brokenJsonDoesNotHoldUpTheJourney() throws Exception {
    send("reprocess", json("{reason"));
    send("discard", Map.of("etag", "e1"));
    end(journey);
  }

  @Test
  void refusesSignalThatBeginsTheJourneyOfAnEndedFile() throws Exception {
    send("discard", Map.of("etag", "e1"));
    end(journey);
    int before = ingest.calls().size();
    WorkflowStub again =
        temporal
            .client()
            .newUntypedWorkflowStub(
                FileJourney.class.getSimpleName(),
                Journeys.options(TestTemporal.BUCKET, KEY, Journeys.LIVE));
    again.signalWithStart("reprocess", new Object[] {"again"}, new Object[] {null});

    assertThatThrownBy(() -> again.getResult(String.class))
        .rootCause()
        .hasMessageContaining("it was a text");
    assertThat(ingest.calls()).as("it was not taken for an arrival").hasSize(before);
  }

  @Test
  void longReasonIsCut() throws Exception {
    send("discard", Map.of("etag", "e1", "reason", "é".repeat(2_000)));
    end(journey);

    assertThat(ingest.calls()).endsWith("discard e1 " + "é".repeat(1_000) + "…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "7", "\"now\"", "{\"why\": 1}", "{\"reason\": \"x\"}"})
  void refreshTakesAnyInputAsAPersonsWish(String input) throws Exception {
    layers.breaks("silver");
    Refreshes.request(temporal.client(), RefreshRequest.nudge("loaded"));
    LayerRefresh refresh =
        temporal.client().newWorkflowStub(LayerRefresh.class, WorkflowIds.LAYER_REFRESH);
    Await.until("failed", () -> refresh.state().completed() == 1);
    WorkflowStub.fromTyped(refresh).signal("refresh", json(input));

    Await.until("did not wait", () -> refresh.state().completed() == 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"x\"", "{\"bucket\": {}}", "{\"parked\": 1}"})
  void wrongInputAtTheBeginningFailsTheRun(String input) {
    WorkflowStub wrong =
        temporal
            .client()
            .newUntypedWorkflowStub(
                FileJourney.class.getSimpleName(),
                Journeys.options(TestTemporal.BUCKET, "other.json", Journeys.LIVE));
    wrong.start(json(input));

    assertThatThrownBy(() -> wrong.getResult(String.class))
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .hasMessageContaining("JourneyStart");
  }
}
