package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static scout.workflows.impl.TestTemporal.end;
import static scout.workflows.impl.TestTemporal.parked;

import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scout.workflows.SearchAttributes;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.JourneyStart;
import scout.workflows.journey.JourneyStart.Step;
import scout.workflows.journey.LoadResult;
import scout.workflows.journey.ReprocessRequest;

class FileJourneyImplTest {
  private static final String KEY = "scout/v1/bronze/till-7/a file's name.json";

  private final FakeIngest ingest = new FakeIngest();
  private final TestTemporal temporal = new TestTemporal(new FakeLayers(), ingest);

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void loadsAndArchives() {
    FileJourney journey = temporal.arrive(KEY, "e1");
    end(journey);

    assertThat(ingest.calls()).containsExactly("load e1", "archive e1");
    assertThat(journey.state().last().status()).isEqualTo(FileStatus.ARCHIVED);
    assertThat(journey.state().step())
        .isEqualTo("Loaded and archived. 10 records read: 9 loaded, 1 rejected.");
    var found = WorkflowStub.fromTyped(journey).describe().getTypedSearchAttributes();
    assertThat(found.get(SearchAttributes.FILE)).isEqualTo(KEY);
    assertThat(found.get(SearchAttributes.DEVICE)).isEqualTo("till-7");
    assertThat(found.get(SearchAttributes.STATUS)).isEqualTo("archived");
    assertThat(found.get(SearchAttributes.RECORDS)).isEqualTo(10L);
  }

  @Test
  void takesWhatArrivesWhileItLoads() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    ingest.reads(
        request -> {
          Await.latch(go);
          return FakeIngest.loaded(request.etag());
        });
    FileJourney journey = temporal.arrive(KEY, "e1");
    Await.until("loading", () -> ingest.calls().contains("load e1"));
    temporal.arrive(KEY, "e2");
    temporal.arrive(KEY, "e2");
    temporal.arrive(KEY, "e3");
    go.countDown();
    end(journey);

    assertThat(ingest.calls())
        .containsExactly("load e1", "archive e1", "load e2", "archive e2", "load e3", "archive e3");
  }

  @Test
  void takesWhatArrivesInItsLastMoment() {
    ingest.beforeArchive(
        () -> {
          if (ingest.calls().size() == 2) {
            temporal.arrive(KEY, "e2");
          }
        });
    FileJourney journey = temporal.arrive(KEY, "e1");
    end(journey);

    // The server refuses the end, and the archive step that belongs to it is done once more.
    assertThat(ingest.calls())
        .containsExactly("load e1", "archive e1", "archive e1", "load e2", "archive e2");
  }

  @Test
  void losesNoVersionWhateverTheTiming() throws InterruptedException {
    int versions = 60;
    for (int i = 0; i < versions; i++) {
      temporal.arrive(KEY, "e" + i);
      Thread.sleep(i % 7 * 5L);
    }
    end(temporal.client().newWorkflowStub(FileJourney.class, WorkflowIds.file("sample", KEY)));

    for (int i = 0; i < versions; i++) {
      assertThat(ingest.calls()).contains("load e" + i, "archive e" + i);
    }
  }

  @Test
  void waitsInRunOfItsOwnWhenQuarantined() throws InterruptedException {
    ingest.reads(request -> FakeIngest.quarantined(request.etag()));
    FileJourney journey = temporal.arrive(KEY, "e1");
    var state = parked(journey);

    assertThat(ingest.calls()).containsExactly("load e1", "archive e1");
    assertThat(state.last().status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(state.step())
        .contains("TRUNCATED: The array ends in the middle of a record.")
        .contains("4 records read: 0 loaded, 1 rejected.");
    var description = WorkflowStub.fromTyped(journey).describe();
    assertThat(description.getWorkflowExecutionInfo().getHistoryLength()).isLessThan(12);
    assertThat(description.getTypedSearchAttributes().get(SearchAttributes.STATUS))
        .isEqualTo("quarantined");
    assertThat(description.getTypedSearchAttributes().get(SearchAttributes.FILE)).isEqualTo(KEY);
  }

  @Test
  void endsWhenReprocessedWell() throws InterruptedException {
    ingest.reads(
        request ->
            request.replay() ? FakeIngest.loaded("e1") : FakeIngest.quarantined(request.etag()));
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    journey.reprocess(new ReprocessRequest("parser fixed", null, "r1"));
    end(journey);

    assertThat(ingest.calls()).containsExactly("load e1", "archive e1", "replay e1", "archive e1");
  }

  @Test
  void staysParkedWhileReprocessingFails() throws InterruptedException {
    ingest.reads(request -> FakeIngest.quarantined("e1"));
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    journey.reprocess(null);
    Await.until("read again", () -> ingest.calls().contains("replay e1"));
    parked(journey);
    journey.discard(new DiscardRequest("broken till", "e1", null));
    end(journey);

    assertThat(ingest.calls()).endsWith("discard e1 broken till");
    assertThat(journey.state().last().status()).isEqualTo(FileStatus.DISCARDED);
  }

  @Test
  void takesSignalWithoutInput() throws InterruptedException {
    ingest.reads(request -> FakeIngest.quarantined("e1"));
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    WorkflowStub.fromTyped(journey).signal("reprocess");
    Await.until("read again", () -> ingest.calls().contains("replay e1"));
    parked(journey);
    WorkflowStub.fromTyped(journey).signal("arrived");
    Await.until("looked again", () -> ingest.calls().contains("load null"));
    parked(journey);
    ingest.reads(request -> FakeIngest.loaded("e2"));
    WorkflowStub.fromTyped(journey).signal("discard", new Object[] {null});
    Await.until("discarded", () -> ingest.calls().contains("discard e1 null"));
  }

  /** Whoever sends a signal has the version in sight that waits, whatever comes at that moment. */
  @Test
  void requestWithoutVersionMeansTheOneThatWaits() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    ingest.reads(
        request -> {
          if (request.etag().equals("e2")) {
            Await.latch(go);
            return FakeIngest.loaded("e2");
          }
          return FakeIngest.quarantined(request.etag());
        });
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    temporal.arrive(KEY, "e2");
    Await.until("loading", () -> ingest.calls().contains("load e2"));
    journey.discard(new DiscardRequest("give it up", null, null));
    go.countDown();
    end(journey);

    assertThat(ingest.calls()).endsWith("discard e1 give it up");
  }

  @Test
  void discardsNothingWhereNobodyKnowsWhatWaits() throws InterruptedException {
    ingest.reads(
        request -> {
          throw ApplicationFailure.newNonRetryableFailure("The store denies access.", "DENIED");
        });
    FileJourney journey = temporal.arrive(KEY, null);
    parked(journey);
    journey.discard(new DiscardRequest("give it up", null, null));
    Await.until("refused", () -> journey.state().step().contains("was refused"));

    assertThat(parked(journey).step()).contains("Name the one that you mean");
    assertThat(ingest.calls()).containsExactly("load null");
    ingest.reads(request -> FakeIngest.loaded(request.etag()));
    temporal.arrive(KEY, "e1");
    end(journey);
  }

  @Test
  void endsWhereALaterVersionIsLoaded() {
    ingest.reads(request -> FakeIngest.quarantined(request.etag()).asCorrected());
    FileJourney journey = temporal.arrive(KEY, "e1");
    end(journey);

    assertThat(ingest.calls()).containsExactly("load e1", "archive e1");
    assertThat(journey.state().last().status()).isEqualTo(FileStatus.QUARANTINED);
  }

  @Test
  void waitsOnWhenAnOlderVersionNeedsNobody() throws InterruptedException {
    ingest.reads(
        request ->
            request.etag().equals("e1")
                ? FakeIngest.quarantined("e1").asCorrected()
                : FakeIngest.quarantined(request.etag()));
    FileJourney journey = temporal.arrive(KEY, "e3");
    parked(journey);
    temporal.arrive(KEY, "e1");
    Await.until("looked", () -> ingest.calls().contains("archive e1"));
    journey.reprocess(null);
    Await.until("read again", () -> ingest.calls().contains("replay e3"));
    parked(journey);
  }

  @Test
  void waitsOnWhenTheEventOfAnEarlierVersionIsLate() throws InterruptedException {
    ingest.reads(request -> FakeIngest.loaded(request.etag()));
    end(temporal.arrive(KEY, "e1"));
    ingest.reads(request -> FakeIngest.quarantined(request.etag()));
    FileJourney journey = temporal.arrive(KEY, "e2");
    parked(journey);
    temporal.arrive(KEY, "e1");
    Await.until("looked", () -> ingest.calls().stream().filter("load e1"::equals).count() == 2);

    assertThat(parked(journey).step()).contains("TRUNCATED");
    journey.reprocess(null);
    Await.until("read again", () -> ingest.calls().contains("replay e2"));
  }

  @Test
  void endsWhenNewVersionLoads() throws InterruptedException {
    ingest.reads(
        request ->
            request.etag().equals("e1")
                ? FakeIngest.quarantined("e1")
                : FakeIngest.loaded(request.etag()));
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    temporal.arrive(KEY, "e2");
    end(journey);

    assertThat(ingest.calls()).endsWith("load e2", "archive e2");
  }

  @Test
  void staysParkedWhenNothingLiesThere() throws InterruptedException {
    ingest.reads(
        request ->
            request.etag().equals("e1")
                ? FakeIngest.quarantined("e1")
                : FakeIngest.gone(request.etag()));
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    temporal.arrive(KEY, "e2");
    Await.until("looked", () -> ingest.calls().contains("load e2"));
    var state = parked(journey);

    assertThat(state.step()).contains("TRUNCATED");
  }

  @Test
  void otherVersionReprocessedLeavesItParked() throws InterruptedException {
    ingest.reads(
        request -> request.replay() ? FakeIngest.loaded("e0") : FakeIngest.quarantined("e1"));
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    journey.reprocess(new ReprocessRequest(null, "e0", null));
    Await.until("read again", () -> ingest.calls().contains("archive e0"));

    assertThat(parked(journey).step()).contains("TRUNCATED");
  }

  @Test
  void endsWhenObjectIsGone() {
    ingest.reads(request -> FakeIngest.gone(request.etag()));
    FileJourney journey = temporal.arrive(KEY, "e1");
    end(journey);

    assertThat(ingest.calls()).containsExactly("load e1");
    assertThat(journey.state().last().status()).isEqualTo(FileStatus.GONE);
  }

  @Test
  void keepsFileInSightThatCanNotBeLoaded() throws InterruptedException {
    ingest.reads(
        request -> {
          throw ApplicationFailure.newNonRetryableFailure("The store denies access.", "DENIED");
        });
    FileJourney journey = temporal.arrive(KEY, "e1");
    var state = parked(journey);
    assertThat(state.step()).contains("DENIED: The store denies access.");
    assertThat(
            WorkflowStub.fromTyped(journey)
                .describe()
                .getTypedSearchAttributes()
                .get(SearchAttributes.STATUS))
        .isEqualTo("stopped");

    ingest.reads(request -> FakeIngest.loaded(request.etag()));
    temporal.arrive(KEY, "e1");
    end(journey);
    assertThat(ingest.calls()).containsExactly("load e1", "load e1", "archive e1");
  }

  @Test
  void keepsFileInSightThatCanNotBeArchived() throws InterruptedException {
    ingest.beforeArchive(
        () -> {
          throw ApplicationFailure.newNonRetryableFailure("The store denies access.", "DENIED");
        });
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    ingest.beforeArchive(() -> {});
    temporal.arrive(KEY, "e1");
    end(journey);

    assertThat(journey.state().last().status()).isEqualTo(FileStatus.ARCHIVED);
  }

  @Test
  void ridesOutOutage() {
    AtomicInteger outages = new AtomicInteger(20);
    ingest.reads(
        request -> {
          if (outages.getAndDecrement() > 0) {
            throw new IllegalStateException("The database can't be reached");
          }
          return FakeIngest.loaded(request.etag());
        });
    ingest.beforeArchive(
        () -> {
          if (outages.getAndDecrement() > -5) {
            throw new IllegalStateException("The store can't be reached");
          }
        });
    end(temporal.arrive(KEY, "e1"));

    assertThat(ingest.calls()).endsWith("archive e1");
    assertThat(ingest.calls().stream().filter("load e1"::equals)).hasSize(21);
  }

  @Test
  void refusedRequestFailsTheRun() {
    refuseReplays();
    FileJourney journey =
        temporal
            .client()
            .newWorkflowStub(FileJourney.class, Journeys.options("sample", KEY, Journeys.LIVE));
    var request = temporal.client().newSignalWithStartRequest();
    request.add(journey::run, JourneyStart.of("sample", KEY));
    request.add(journey::reprocess, new ReprocessRequest("why not", null, null));
    temporal.client().signalWithStart(request);

    assertThatThrownBy(() -> end(journey))
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .hasMessageContaining("The ledger holds no such version.");
  }

  @Test
  void fileThatLoadsAfterARefusedRequestEndsWell() {
    FileJourney journey = byHand(WorkflowIds.file("sample", KEY));
    Step refused = Step.refused("reproces", "There is no such signal");
    Step next = Step.of(new FileVersion("e1", null));
    WorkflowClient.start(
        journey::run, new JourneyStart("sample", KEY, null, List.of(refused, next)));
    end(journey);

    assertThat(journey.state().last().status()).isEqualTo(FileStatus.ARCHIVED);
  }

  @Test
  void aPersonsRequestGoesFirstThoughASweepBeganTheJourney() throws InterruptedException {
    List<Integer> priorities = new CopyOnWriteArrayList<>();
    ingest.reads(
        request -> {
          priorities.add(Activity.getExecutionContext().getInfo().getPriority().getPriorityKey());
          return FakeIngest.quarantined("e1");
        });
    Journeys.arrived(temporal.client(), "sample", KEY, new FileVersion("e1", null), Journeys.SWEPT);
    FileJourney journey =
        temporal.client().newWorkflowStub(FileJourney.class, WorkflowIds.file("sample", KEY));
    parked(journey);
    journey.reprocess(new ReprocessRequest(null, null, null));
    Await.until("read again", () -> priorities.size() == 2);
    parked(journey);
    journey.reprocess(new ReprocessRequest(null, null, null).ofMany());
    Await.until("read once more", () -> priorities.size() == 3);

    // Not every server hands a journey's priority on to the run in which it waits.
    assertThat(priorities).startsWith(Journeys.SWEPT, Journeys.LIVE);
    assertThat(priorities.get(2)).isNotEqualTo(Journeys.LIVE);
  }

  @Test
  void keyThatIsNoInputFailsTheRun() {
    ingest.reads(
        request -> {
          throw ApplicationFailure.newNonRetryableFailure("a.txt is not input", "NOT_INPUT");
        });

    assertThatThrownBy(() -> byHand(WorkflowIds.file("sample", "a.txt")).run(null))
        .rootCause()
        .hasMessageContaining("a.txt is not input");
  }

  @Test
  void refusedRequestLeavesItParked() throws InterruptedException {
    refuseReplays();
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    journey.reprocess(new ReprocessRequest(null, "e9", null));
    Await.until("refused", () -> journey.state().step().contains("was refused"));

    assertThat(parked(journey).step())
        .contains("The latest request was refused: The ledger holds no such version.")
        .contains("TRUNCATED");
    journey.discard(new DiscardRequest(null, "e1", null));
    end(journey);
  }

  private void refuseReplays() {
    ingest.reads(
        request -> {
          if (request.replay()) {
            throw ApplicationFailure.newNonRetryableFailure(
                "The ledger holds no such version.", "UNKNOWN_VERSION");
          }
          return FakeIngest.quarantined("e1");
        });
  }

  @Test
  void readsTheObjectFromItsId() {
    FileJourney journey = byHand(WorkflowIds.file("sample", KEY));
    journey.run(null);

    assertThat(ingest.calls()).containsExactly("load null", "archive null");
    assertThat(journey.state().key()).isEqualTo(KEY);
  }

  @Test
  void saysThatItsIdNamesNoObject() {
    String cut = WorkflowIds.file("sample", KEY.repeat(9));

    for (String id : List.of("file:x", "something", cut)) {
      assertThatThrownBy(() -> byHand(id).run(null))
          .rootCause()
          .hasMessageContaining("Which object?");
    }
    assertThat(ingest.calls()).isEmpty();
  }

  private FileJourney byHand(String id) {
    return temporal
        .client()
        .newWorkflowStub(
            FileJourney.class,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.INGEST).build());
  }

  @Test
  void servesWhatWasPendingBeforeWhatComes() {
    LoadResult why = FakeIngest.quarantined("e1");
    Step first = Step.of(new FileVersion("e2", null));
    Step second = Step.of(new ReprocessRequest(null, "e1", null));
    ingest.reads(
        request -> request.replay() ? FakeIngest.loaded("e1") : FakeIngest.quarantined("e2"));
    FileJourney journey = byHand(WorkflowIds.file("sample", KEY));
    var request = temporal.client().newSignalWithStartRequest();
    request.add(journey::run, new JourneyStart("sample", KEY, why, List.of(first, second)));
    request.add(journey::discard, new DiscardRequest(null, "e2", null));
    temporal.client().signalWithStart(request);
    end(journey);

    assertThat(ingest.calls())
        .containsExactly("load e2", "archive e2", "replay e1", "archive e1", "discard e2 null");
  }

  @Test
  void canBeCancelled() throws InterruptedException {
    ingest.reads(request -> FakeIngest.quarantined("e1"));
    FileJourney journey = temporal.arrive(KEY, "e1");
    parked(journey);
    WorkflowStub.fromTyped(journey).cancel();

    assertThatThrownBy(() -> end(journey)).rootCause().isInstanceOf(CanceledFailure.class);
    assertThat(WorkflowStub.fromTyped(journey).describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
  }
}
