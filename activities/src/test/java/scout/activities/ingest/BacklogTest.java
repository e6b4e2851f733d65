package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.bulk.BatchRun;
import scout.activities.bulk.BulkLane;
import scout.activities.sweep.JourneyStarter;
import scout.activities.sweep.RefreshNudge;
import scout.activities.sweep.Sweep;
import scout.activities.sweep.SweepSettings;
import scout.settings.DatabaseRole;
import scout.storage.EmbeddedBucket;
import scout.workflows.SearchAttributes;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.batch.BatchActivities;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.FileGroup;
import scout.workflows.impl.EdgeSweepImpl;
import scout.workflows.impl.FileBatchImpl;
import scout.workflows.impl.FileJourneyImpl;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.IngestActivities;
import scout.workflows.journey.JourneyState;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/** A backlog of small files on real servers, from the sweep to the archive. */
class BacklogTest {
  private static final int MIN_FILES = 5;
  private static final int SMALL = 100;
  private static final String RECORD = "{\"transaction_id\":\"t%d\",\"store_id\":\"s\"}\n";

  /** The environment's own would let a heartbeat be late by a few seconds at most. */
  private static final ActivityOptions LASTING =
      ActivityOptions.newBuilder()
          .setScheduleToCloseTimeout(Duration.ofHours(1))
          .setHeartbeatTimeout(Duration.ofMinutes(5))
          .build();

  private final TestWorkflowEnvironment temporal = temporal();
  private EmbeddedBucket bucket;
  private Inbox inbox;
  private RefreshNudge nudge;
  private Troubled steps;
  private BulkLane lane;

  private static TestWorkflowEnvironment temporal() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder().setUseTimeskipping(false);
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  /** The real steps, but some keys fail before they are read. */
  private static final class Troubled implements IngestActivities {
    private final Map<String, RuntimeException> troubles = new ConcurrentHashMap<>();
    private final List<String> loads = Collections.synchronizedList(new ArrayList<>());
    private final IngestSteps real;

    Troubled(IngestSteps real) {
      this.real = real;
    }

    @Override
    public LoadResult load(LoadRequest request) {
      loads.add(request.key());
      RuntimeException trouble = troubles.get(request.key());
      if (trouble != null) {
        throw trouble;
      }
      return real.load(request);
    }

    Map<String, LoadResult> together(BatchRun run, String bucket, List<BatchFile> files) {
      return real.loadTogether(
          run, bucket, files.stream().filter(file -> !troubles.containsKey(file.key())).toList());
    }

    @Override
    public ArchiveResult archive(UUID fileId) {
      return real.archive(fileId);
    }

    @Override
    public LoadResult discard(String bucket, String key, DiscardRequest request) {
      return real.discard(bucket, key, request);
    }
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    bucket = new EmbeddedBucket(folder);
    inbox = new Inbox(bucket);
    steps = new Troubled(inbox.ingestion());
    WorkflowClient client = temporal.getWorkflowClient();
    nudge = new RefreshNudge(client);
    lane =
        new BulkLane(
            steps, steps::together, inbox.ingestion()::archiveTogether, new JourneyStarter(client));
    Sweep sweep =
        new Sweep(
            inbox.store,
            Inbox.AREA,
            inbox.database.as(DatabaseRole.INGEST),
            client,
            nudge,
            new SweepSettings(4, MIN_FILES, SMALL));
    var worker = temporal.newWorker(TaskQueues.INGEST);
    worker.registerWorkflowImplementationTypes(
        FileJourneyImpl.class, EdgeSweepImpl.class, FileBatchImpl.class);
    worker.registerActivitiesImplementations(steps, lane);
    temporal.newWorker(TaskQueues.SWEEPS).registerActivitiesImplementations(sweep);
    temporal.start();
  }

  @AfterEach
  void close() throws Exception {
    temporal.close();
    nudge.close();
    inbox.close();
  }

  private SweepResult sweep() {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            EdgeSweep.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.EDGE_SWEEP_BY_HAND)
                .setTaskQueue(TaskQueues.INGEST)
                .build())
        .run(new SweepRequest(true));
  }

  private String good(int number) {
    return inbox.upload("till/%d.jsonl".formatted(number), RECORD.formatted(number));
  }

  private List<String> uploadGood(int files) {
    return IntStream.range(0, files).mapToObj(this::good).toList();
  }

  private JourneyState journey(String key) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.file("sample", key))
        .query("state", JourneyState.class);
  }

  private boolean hasJourney(String key) {
    try {
      temporal
          .getWorkflowClient()
          .newUntypedWorkflowStub(WorkflowIds.file("sample", key))
          .describe();
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private List<String> counts() {
    return inbox.lines(
        "SELECT status, count(*), sum(records_loaded) FROM scout.files GROUP BY 1 ORDER BY 1");
  }

  @Test
  void smallFilesGoTogetherAndTheOthersByThemselves() {
    List<String> small = uploadGood(12);
    String odd = inbox.upload("till/it's \"new\"\nline ü.jsonl", RECORD.formatted(99));
    String large = inbox.upload("till/large.jsonl", RECORD.formatted(100).repeat(9));
    String broken = inbox.upload("till/broken.json", "[{\"transaction_id\":");

    assertThat(sweep()).isEqualTo(new SweepResult(15, 0, 15, 0, 0));
    assertThat(counts()).containsExactly("archived|14|22", "quarantined|1|0");
    assertThat(inbox.lines("SELECT count(DISTINCT batch_id) FROM scout.files"))
        .as("the ledger names the batch")
        .doesNotContain("0");
    assertThat(inbox.contradictions()).isEmpty();
    assertThat(small).noneMatch(this::hasJourney).noneMatch(inbox::holds);
    assertThat(hasJourney(odd)).isFalse();
    assertThat(hasJourney(large)).isTrue();
    assertThat(journey(broken).waiting()).isTrue();
    assertThat(inbox.holds(broken)).isFalse();
  }

  /** Its journey waits for just this. */
  @Test
  void aCorrectedFileInABacklogGoesToItsJourney() {
    String broken = inbox.upload("till/broken.json", "[{\"transaction_id\":");
    sweep();
    assertThat(journey(broken).waiting()).isTrue();
    inbox.upload("till/broken.json", RECORD.formatted(99));
    List<String> small = uploadGood(12);

    sweep();

    assertThat(small).noneMatch(this::hasJourney);
    assertThat(journey(broken).waiting()).isFalse();
    assertThat(counts()).containsExactly("archived|13|13", "quarantined|1|0");
  }

  @Test
  void fewSmallFilesEachHaveTheirJourney() {
    List<String> small = uploadGood(MIN_FILES);

    assertThat(sweep()).isEqualTo(new SweepResult(5, 0, 5, 0, 0));
    assertThat(small).allMatch(this::hasJourney);
  }

  @Test
  void fileWithTroubleOfItsOwnHoldsUpNoOther() {
    List<String> small = uploadGood(8);
    steps.troubles.put(
        small.get(3), ApplicationFailure.newNonRetryableFailure("Access is denied", "DENIED"));

    assertThat(sweep().handedOver()).isEqualTo(8);
    assertThat(counts()).containsExactly("archived|7|7");
    assertThat(journey(small.get(3)).step()).contains("Access is denied");
  }

  @Test
  void oneThatMayNotBeReadHoldsUpNoOtherAndHealsByItself() throws Exception {
    List<String> small = uploadGood(8);
    String denied = small.get(3);
    bucket.deny(denied);

    assertThat(sweep().handedOver()).isEqualTo(8);
    assertThat(counts()).containsExactly("archived|7|7", "loading|1|0");
    assertThat(
            inbox.lines(
                "SELECT f.object_key, f.reason FROM scout.files f JOIN scout.alerts a"
                    + " ON a.kind = 'file_stopped' AND a.subject = f.object_key"
                    + " WHERE f.stopped_at IS NOT NULL AND a.resolved_at IS NULL"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(denied + "|AccessDenied: ");
    awaitStopped(denied);
    assertThat(sweep().handedOver()).as("it is tried again").isEqualTo(1);

    bucket.allow();
    assertThat(sweep().handedOver()).isEqualTo(1);
    assertThat(counts()).containsExactly("archived|8|8");
    assertThat(inbox.one("SELECT count(*) FROM scout.alerts WHERE resolved_at IS NULL"))
        .isEqualTo("0");
    assertThat(inbox.contradictions()).isEmpty();
  }

  /** Else its journey would wait for ever: the lane tells no journey what it has done. */
  @Test
  void oneThatStoppedIsToldAlsoWithinABacklog() throws Exception {
    String denied = good(0);
    bucket.deny(denied);
    sweep();
    awaitStopped(denied);
    bucket.allow();
    List<String> others = IntStream.range(1, 9).mapToObj(this::good).toList();

    assertThat(sweep().handedOver()).isEqualTo(9);

    assertThat(counts()).containsExactly("archived|9|9");
    assertThat(others).noneMatch(this::hasJourney);
    awaitEnd(denied);
  }

  @Test
  void whatMayNotBeMovedIsHeardOfAndHoldsUpNoOther() throws Exception {
    List<String> small = uploadGood(8);
    bucket.denyCopies(true);

    assertThat(sweep().handedOver()).isEqualTo(8);
    assertThat(counts()).containsExactly("loaded|8|8");
    assertThat(
            inbox.lines(
                "SELECT f.object_key FROM scout.files f JOIN scout.alerts a"
                    + " ON a.kind = 'file_stopped' AND a.subject = f.object_key"
                    + " WHERE f.stopped_at IS NOT NULL AND f.reason LIKE 'AccessDenied: %'"
                    + " AND a.resolved_at IS NULL ORDER BY 1"))
        .isEqualTo(small);

    bucket.denyCopies(false);
    sweep();
    assertThat(counts()).containsExactly("archived|8|8");
    assertThat(small).noneMatch(inbox::holds);
    for (String key : small) {
      awaitEnd(key);
    }
    assertThat(inbox.one("SELECT count(*) FROM scout.alerts WHERE resolved_at IS NULL"))
        .isEqualTo("0");
    assertThat(inbox.one("SELECT count(*) FROM scout.files WHERE stopped_at IS NOT NULL"))
        .isEqualTo("0");
  }

  /** It ends a moment after its object is moved. */
  private void awaitEnd(String key) throws InterruptedException {
    for (int i = 0; runs(key); i++) {
      assertThat(i).as("looks at the journey of " + key).isLessThan(100);
      Thread.sleep(50);
    }
  }

  private boolean runs(String key) {
    return temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(WorkflowIds.file("sample", key))
            .describe()
            .getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** The lane meets it first, and then its journey does. */
  private void awaitStopped(String key) throws InterruptedException {
    for (int i = 0; !SearchAttributes.STOPPED.equals(status(key)); i++) {
      assertThat(i).as("looks at the journey").isLessThan(600);
      Thread.sleep(50);
    }
  }

  private String status(String key) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.file("sample", key))
        .describe()
        .getTypedSearchAttributes()
        .get(SearchAttributes.STATUS);
  }

  @Test
  void outageIsWaitedForAndThenOnlyTheRestIsDone() {
    List<String> keys = uploadGood(6);
    FileGroup group =
        new FileGroup("sample", keys.stream().map(key -> new BatchFile(key, etag(key))).toList());
    steps.troubles.put(keys.get(4), new IllegalStateException("The store can't be reached"));
    TestActivityEnvironment attempt = TestActivityEnvironment.newInstance();
    try {
      attempt.registerActivitiesImplementations(lane);
      BatchActivities activities = attempt.newActivityStub(BatchActivities.class, LASTING);
      assertThatThrownBy(() -> activities.loadBatch(group))
          .hasStackTraceContaining("can't be reached");
      assertThat(keys).noneMatch(this::hasJourney);
      assertThat(counts()).containsExactly("archived|4|4", "loaded|1|1");
    } finally {
      attempt.close();
    }
  }

  private String etag(String key) {
    return inbox.store.stat(key).orElseThrow().etag();
  }
}
