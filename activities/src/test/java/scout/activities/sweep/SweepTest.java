package scout.activities.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;
import scout.storage.BucketLayout;
import scout.storage.EmbeddedBucket;
import scout.storage.ObjectStore;
import scout.storage.ObjectVersion;
import scout.storage.StoredObject;
import scout.workflows.SearchAttributes;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.impl.EdgeSweepImpl;
import scout.workflows.impl.FileJourneyImpl;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepActivities;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

class SweepTest {
  private static final BucketLayout AREA = new BucketLayout("sample", "in/");
  private static final SweepRequest SETTLE = new SweepRequest(true);
  private static final int MAX_UNFINISHED = 3;
  private static final List<String> AREA_KEYS_NOBODY_CAN_ASK_FOR =
      List.of("in//a.json", "in/x/../a.json", "in/./a.json", "in/x//y/a.json");

  /** The environment's own would let a heartbeat be late by a few seconds at most. */
  private static final ActivityOptions LASTING =
      ActivityOptions.newBuilder()
          .setScheduleToCloseTimeout(Duration.ofHours(1))
          .setHeartbeatTimeout(Duration.ofMinutes(5))
          .build();

  @TempDir private Path folder;

  private final TestWorkflowEnvironment temporal = temporal();
  private TestDatabase database;
  private EmbeddedBucket bucket;
  private ObjectStore store;
  private RefreshNudge nudge;
  private LedgerIngest ingest;
  private Sweep sweep;

  private static TestWorkflowEnvironment temporal() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder().setUseTimeskipping(false);
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.create();
    bucket = new EmbeddedBucket(folder);
    store = new ObjectStore(bucket.settings(), 8);
    WorkflowClient client = temporal.getWorkflowClient();
    nudge = new RefreshNudge(client);
    ingest = new LedgerIngest(database.owner(), store);
    sweep = sweep(MAX_UNFINISHED);
    var worker = temporal.newWorker(TaskQueues.INGEST);
    worker.registerWorkflowImplementationTypes(FileJourneyImpl.class, EdgeSweepImpl.class);
    worker.registerActivitiesImplementations(ingest);
    temporal.newWorker(TaskQueues.SWEEPS).registerActivitiesImplementations(sweep);
    temporal.start();
  }

  @AfterEach
  void close() throws Exception {
    ingest.permits.release(1_000_000);
    // It sends what is still wanted, and tries for a minute where nobody listens.
    nudge.close();
    temporal.close();
    store.close();
    bucket.close();
    database.close();
  }

  private Sweep sweep(int maxUnfinished) {
    return new Sweep(
        store,
        AREA,
        database.as(DatabaseRole.INGEST),
        temporal.getWorkflowClient(),
        nudge,
        new SweepSettings(maxUnfinished, 500, 1 << 20));
  }

  private EdgeSweep stub() {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            EdgeSweep.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.EDGE_SWEEP_BY_HAND)
                .setTaskQueue(TaskQueues.INGEST)
                .build());
  }

  private String put(String key, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return store.writer().put(key, new ByteArrayInputStream(bytes), bytes.length);
  }

  private List<String> keys(String prefix) {
    return store.listing().page(prefix, null, 1000).objects().stream()
        .map(StoredObject::key)
        .toList();
  }

  private List<String> statuses() {
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .select("SELECT object_key || ' ' || status FROM scout.files ORDER BY 1")
                    .mapTo(String.class)
                    .list());
  }

  private Map<String, Object> lastSweep() {
    return database
        .owner()
        .withHandle(handle -> handle.select("SELECT * FROM scout.sweeps").mapToMap().one());
  }

  private List<String> leftInPlace() {
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .select("SELECT unnest(left_in_place) FROM scout.sweeps")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void handsOverWhatLiesThere() {
    for (String key :
        List.of(
            "in/a.json",
            "in/till 1/b's.csv",
            "in/till 1/c.json.gz",
            "in/readme.txt",
            "in/processed/20260101/x.json",
            "in/processed0.json",
            "in/quarantine/20260101/y.json",
            "in/zürich/z.ndjson",
            "other/o.json")) {
      put(key, key);
    }

    assertThat(stub().run(SETTLE)).isEqualTo(new SweepResult(6, 1, 5, 0, 0));
    assertThat(keys("in/").stream().filter(AREA::holds)).containsExactly("in/readme.txt");
    assertThat(statuses())
        .containsExactly(
            "in/a.json archived",
            "in/processed0.json archived",
            "in/till 1/b's.csv archived",
            "in/till 1/c.json.gz archived",
            "in/zürich/z.ndjson archived");
    assertThat(keys("other/")).hasSize(1);
  }

  @Test
  void whatBeginsWithADotStaysAndIsOnlyCounted() {
    List<String> hidden =
        List.of("in/._a.csv", "in/.b.json", "in/.DS_Store", "in/till 1/.c.jsonl.gz", "in/.json");
    hidden.forEach(key -> put(key, key));
    List.of("in/a.csv", "in/.till/d.json", "in/e.txt").forEach(key -> put(key, key));

    assertThat(stub().run(SETTLE)).isEqualTo(new SweepResult(8, 1, 2, 0, 5));

    assertThat(statuses()).containsExactly("in/.till/d.json archived", "in/a.csv archived");
    assertThat(keys("in/")).containsAll(hidden);
    assertThat(lastSweep()).containsEntry("hidden", 5L).containsEntry("unsupported", 1L);
    assertThat(leftInPlace()).containsExactly("its name says no format that Scout reads: in/e.txt");
  }

  @Test
  void awkwardNamesAreTakenAndThoseNobodyCanAskForAreCounted() {
    List<String> names =
        List.of(
            "a b.json",
            "it's \"q\".json",
            "new\nline.json",
            "ü/日本😀.json",
            "..a/b.json",
            "50%+&.json");
    names.forEach(name -> put("in/" + name, name));
    AREA_KEYS_NOBODY_CAN_ASK_FOR.forEach(key -> assertThat(AREA.accepts(key)).as(key).isFalse());

    assertThat(stub().run(SETTLE)).isEqualTo(new SweepResult(6, 0, 6, 0, 0));
    assertThat(keys("in/"))
        .containsExactlyInAnyOrderElementsOf(
            names.stream().map(name -> "in/processed/20260101/" + name).toList());
  }

  @Test
  void takesFewOfManyLeftoversAtATime() {
    for (int i = 0; i < 150; i++) {
      ingest.insert("in/" + i + ".json", put("in/" + i + ".json", "" + i), "archived");
    }
    database
        .owner()
        .useHandle(h -> h.execute("UPDATE scout.files SET uploaded_at = now() + interval '1 min'"));

    Sweep wide = sweep(50);
    assertThat(attempt(wide, SweepPlace.START)).isEqualTo(new SweepResult(150, 0, 100, 0, 0));
    assertThat(attempt(wide, SweepPlace.START)).isEqualTo(new SweepResult(50, 0, 50, 0, 0));
  }

  @Test
  void someOfWhatIsLeftInPlaceIsToldWithTheReason() {
    List<String> keys = new ArrayList<>(AREA_KEYS_NOBODY_CAN_ASK_FOR);
    for (int i = 0; i < 9; i++) {
      keys.add("in/" + i + ".txt");
    }
    keys.add("in/a.json");
    LeftInPlace left = LeftInPlace.NOTHING.with(AREA, keys).with(AREA, keys);

    assertThat(left.examples()).hasSize(AREA_KEYS_NOBODY_CAN_ASK_FOR.size() + 5);
    assertThat(left.examples())
        .filteredOn(example -> example.startsWith("a folder in its key is empty, '.' or '..'"))
        .extracting(example -> example.substring(example.indexOf(": ") + 2))
        .isEqualTo(AREA_KEYS_NOBODY_CAN_ASK_FOR);
  }

  @Test
  void writesDownWhatItDidAndNudgesTheRefresh() throws Exception {
    put("in/a.json", "a");
    put("in/b.txt", "b");
    EdgeSweep stub = stub();
    stub.run(null);

    var row = lastSweep();
    assertThat(row)
        .containsEntry("listed", 2L)
        .containsEntry("unsupported", 1L)
        .containsEntry("handed_over", 1L)
        .containsEntry("resumed", 0L)
        .containsEntry(
            "sweep_id", UUID.fromString(WorkflowStub.fromTyped(stub).getExecution().getRunId()));
    assertThat(row.get("finished_at")).isNotNull();
    assertThat(leftInPlace()).containsExactly("its name says no format that Scout reads: in/b.txt");
    nudge.close();
    assertThat(nudge.failures()).isZero();
    assertThat(
            temporal
                .getWorkflowClient()
                .newUntypedWorkflowStub(WorkflowIds.LAYER_REFRESH)
                .describe()
                .getTaskQueue())
        .isEqualTo(TaskQueues.LAYERS);
  }

  @Test
  void movesKnownObjectThatLiesThereAgain() {
    String etag = put("in/a.json", "a");
    ingest.insert("in/a.json", etag, "archived");

    assertThat(stub().run(SETTLE).handedOver()).isEqualTo(1);
    assertThat(keys("in/")).containsExactly("in/processed/20260101/a.json");
    assertThat(statuses()).containsExactly("in/a.json archived");
  }

  @Test
  void resumesWhatWasCutShort() {
    ingest.insert("in/copied.json", "e1", "loaded");
    ingest.insert("in/vanished.json", "e2", "loading");
    put("in/there.json", "there");

    assertThat(stub().run(SETTLE)).isEqualTo(new SweepResult(1, 0, 1, 2, 0));
    assertThat(statuses()).contains("in/copied.json archived", "in/there.json archived");
    assertThat(ingest.loads())
        .containsExactlyInAnyOrder("in/copied.json", "in/vanished.json", "in/there.json");
  }

  @Test
  void endsThoughObjectWasReplacedOrVanished() throws Exception {
    put("in/replaced.json", "first");
    put("in/vanished.json", "v");
    ingest.permits.drainPermits();
    EdgeSweep stub = stub();
    WorkflowClient.start(stub::run, SETTLE);
    until(() -> ingest.loads().size() == 2);
    put("in/replaced.json", "second");
    store.writer().delete("in/vanished.json", null);
    ingest.permits.release(1_000);

    WorkflowStub.fromTyped(stub).getResult(SweepResult.class);
    assertThat(statuses()).containsExactly("in/replaced.json archived");
  }

  @Test
  void waitsOnlyWhenAskedTo() throws Exception {
    put("in/a.json", "a");
    ingest.permits.drainPermits();
    assertThat(stub().run(null).handedOver()).isEqualTo(1);
    assertThat(keys("in/")).containsExactly("in/a.json");

    EdgeSweep second = stub();
    WorkflowClient.start(second::run, SETTLE);
    var result = WorkflowStub.fromTyped(second).getResultAsync(SweepResult.class);
    assertThatThrownBy(() -> result.get(2, TimeUnit.SECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    ingest.permits.release(1_000);
    assertThat(result.get(30, TimeUnit.SECONDS).handedOver()).isEqualTo(1);
    assertThat(keys("in/")).containsExactly("in/processed/20260101/a.json");
  }

  @Test
  void keepsFewJourneysUnderWay() throws Exception {
    for (int i = 0; i < 10; i++) {
      put("in/" + i + ".json", "" + i);
    }
    ingest.permits.drainPermits();
    EdgeSweep stub = stub();
    WorkflowClient.start(stub::run, SETTLE);
    until(() -> ingest.loads().size() == MAX_UNFINISHED);
    TimeUnit.SECONDS.sleep(1);
    assertThat(ingest.loads()).hasSize(MAX_UNFINISHED);
    ingest.permits.release(1);
    until(() -> ingest.loads().size() == MAX_UNFINISHED + 1);
    ingest.permits.release(1_000);

    assertThat(WorkflowStub.fromTyped(stub).getResult(SweepResult.class).handedOver())
        .isEqualTo(10);
  }

  @Test
  void goesOnWhereTheLastAttemptStopped() {
    put("in/a.json", "a");
    put("in/b.json", "b");
    TestActivityEnvironment attempt = TestActivityEnvironment.newInstance();
    try {
      attempt.registerActivitiesImplementations(sweep);
      attempt.setHeartbeatDetails(
          new SweepPlace(
              "in/a.json", false, 0, 0, LeftInPlace.NOTHING, new SweepResult(1, 0, 1, 0, 0)));
      SweepActivities activities = attempt.newActivityStub(SweepActivities.class, LASTING);

      assertThat(activities.handOver(new SweepRequest(false)))
          .isEqualTo(new SweepResult(2, 0, 2, 0, 0));
    } finally {
      attempt.close();
    }
    assertThat(
            temporal
                .getWorkflowClient()
                .newUntypedWorkflowStub(WorkflowIds.file("sample", "in/b.json"))
                .describe()
                .getWorkflowType())
        .isEqualTo("FileJourney");
    assertThatThrownBy(
            () ->
                temporal
                    .getWorkflowClient()
                    .newUntypedWorkflowStub(WorkflowIds.file("sample", "in/a.json"))
                    .describe())
        .isInstanceOf(io.temporal.client.WorkflowNotFoundException.class);
  }

  @Test
  void countsWhatAnEarlierAttemptHandedOverOnce() {
    ingest.insert("in/copied.json", "e1", "loaded");
    long resumed =
        database
            .owner()
            .withHandle(h -> h.select("SELECT file_seq FROM scout.files").mapTo(long.class).one());
    put("in/a.json", "a");
    put("in/b.txt", "b");
    put("in/c.json", "c");

    // The first attempt came to b, and what it handed over has not moved yet.
    assertThat(
            attempt(
                sweep,
                new SweepPlace(
                    "in/b.txt", false, 0, 0, LeftInPlace.NOTHING, new SweepResult(7, 2, 5, 0, 0))))
        .isEqualTo(new SweepResult(8, 2, 6, 1, 0));
    assertThat(ingest.loads())
        .containsExactlyInAnyOrder("in/a.json", "in/c.json", "in/copied.json");
    // It was through with all, and only had to wait.
    put("in/d.json", "d");
    ingest.insert("in/copied2.json", "e2", "loaded");
    assertThat(
            attempt(
                sweep,
                new SweepPlace(
                    null, true, resumed, 0, LeftInPlace.NOTHING, new SweepResult(8, 2, 6, 1, 0))))
        .isEqualTo(new SweepResult(8, 2, 6, 2, 0));
    assertThat(keys("in/").stream().filter(AREA::accepts)).isEmpty();
  }

  @Test
  void leftoversOfEarlierAttemptsCountForHowManyASweepTakes() {
    for (int i = 0; i < 5; i++) {
      ingest.insert("in/" + i + ".json", put("in/" + i + ".json", "" + i), "archived");
    }
    database
        .owner()
        .useHandle(h -> h.execute("UPDATE scout.files SET uploaded_at = now() + interval '1 min'"));

    assertThat(
            attempt(
                sweep,
                new SweepPlace(
                    null, false, 0, 98, LeftInPlace.NOTHING, new SweepResult(98, 0, 98, 0, 0))))
        .isEqualTo(new SweepResult(103, 0, 100, 0, 0));
  }

  /** An attempt of a sweep that waits, after one that came to some place. */
  private static SweepResult attempt(Sweep sweep, SweepPlace before) {
    return attempt(sweep, before, SETTLE);
  }

  private static SweepResult attempt(Sweep sweep, SweepPlace before, SweepRequest request) {
    TestActivityEnvironment attempt = TestActivityEnvironment.newInstance();
    try {
      attempt.registerActivitiesImplementations(sweep);
      attempt.setHeartbeatDetails(before);
      return attempt.newActivityStub(SweepActivities.class, LASTING).handOver(request);
    } finally {
      attempt.close();
    }
  }

  @Test
  void waitingSweepEndsWhenTheWorkerStops() throws Exception {
    put("in/a.json", "a");
    ingest.permits.drainPermits();
    EdgeSweep stub = stub();
    WorkflowClient.start(stub::run, SETTLE);
    until(() -> ingest.loads().size() == 1);
    sweep.stop();

    until(
        () ->
            WorkflowStub.fromTyped(stub)
                .describe()
                .getRawDescription()
                .getPendingActivitiesList()
                .stream()
                .anyMatch(
                    activity -> activity.getLastFailure().getMessage().contains("worker stops")));
  }

  private void turn(UUID sweep, String age) {
    database
        .owner()
        .useHandle(
            h ->
                h.execute(
                    "UPDATE scout.sweep_turn SET sweep_id = ?,"
                        + " seen_at = now() - CAST(? AS interval)",
                    sweep,
                    age));
  }

  @Test
  void waitsForItsTurnWhoeverAskedForTheOther() throws Exception {
    put("in/a.json", "a");
    turn(UUID.randomUUID(), "1 minute");
    EdgeSweep stub = stub();
    WorkflowClient.start(stub::run, null);
    var result = WorkflowStub.fromTyped(stub).getResultAsync(SweepResult.class);
    assertThatThrownBy(() -> result.get(1, TimeUnit.SECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    assertThat(ingest.loads()).isEmpty();

    turn(null, "0 s");
    assertThat(result.get(30, TimeUnit.SECONDS).handedOver()).isEqualTo(1);
    Integer turns =
        database
            .owner()
            .withHandle(
                h ->
                    h.select("SELECT count(sweep_id) FROM scout.sweep_turn")
                        .mapTo(Integer.class)
                        .one());
    assertThat(turns).as("the turn is over").isZero();
  }

  @Test
  void takesTheTurnOfOneThatGivesNoSignOfLife() {
    put("in/a.json", "a");
    turn(UUID.randomUUID(), "3 minutes");

    assertThat(stub().run(null).handedOver()).isEqualTo(1);
  }

  @Test
  void sweepThatWaitsForItsFilesHoldsUpNoOther() throws Exception {
    put("in/a.json", "a");
    ingest.permits.drainPermits();
    EdgeSweep waiting = stub();
    WorkflowClient.start(waiting::run, SETTLE);
    until(() -> ingest.loads().size() == 1);

    assertThat(attempt(sweep, SweepPlace.START, new SweepRequest(false)).listed()).isEqualTo(1);
  }

  @Test
  void endsThoughAJourneyWasStopped() {
    put("in/stopped.json", "s");
    put("in/well.json", "w");
    ingest.stops("in/stopped.json");

    assertThat(stub().run(SETTLE).handedOver()).isEqualTo(2);
    assertThat(statuses()).containsExactly("in/stopped.json loading", "in/well.json archived");
  }

  /** Its row says so at once. Temporal, asked after ten seconds, would say it too. */
  @Test
  void aStoppedJourneyIsFinishedByItsRow() {
    ingest.insert("in/stopped.json", "e1", "loading");
    ingest.insert("in/loading.json", "e2", "loading");
    database
        .owner()
        .useHandle(
            h ->
                h.execute(
                    "UPDATE scout.files SET stopped_at = now() WHERE object_key = ?",
                    "in/stopped.json"));
    SweepLedger ledger = new SweepLedger(database.as(DatabaseRole.INGEST), "sample");
    List<ObjectVersion> versions =
        List.of(
            new ObjectVersion("in/stopped.json", "e1"), new ObjectVersion("in/loading.json", "e2"));
    Instant before = Instant.now().minusSeconds(60);
    Instant after = Instant.now().plusSeconds(60);

    assertThat(ledger.finished(versions, List.of(before, before)).stream()).containsExactly(0);
    assertThat(ledger.finished(versions, List.of(after, after)).stream())
        .as("it stopped before it was handed over")
        .isEmpty();
  }

  @Test
  void whatNobodyCanTellOrKeepIsLeftInPlaceAndCounted() throws Exception {
    put("in/a.json", "a");
    Files.writeString(folder.resolve("sample/in/by-hand.json"), "b");
    put("in/c.json", "c");

    assertThat(stub().run(SETTLE)).isEqualTo(new SweepResult(3, 1, 2, 0, 0));
    assertThat(ingest.loads()).containsExactlyInAnyOrder("in/a.json", "in/c.json");
    List<String> left =
        database
            .owner()
            .withHandle(
                h ->
                    h.select("SELECT unnest(left_in_place) FROM scout.sweeps")
                        .mapTo(String.class)
                        .list());
    assertThat(left).singleElement().asString().contains("no ETag").endsWith(": in/by-hand.json");
    assertThat(AREA.accepts("in/x\0.json")).isFalse();
    assertThat(LeftInPlace.NOTHING.with(AREA, List.of("in/x\0.json")).examples())
        .singleElement()
        .asString()
        .contains("U+0000")
        .endsWith(": in/x\\u0000.json");
  }

  @Test
  void stepsOverTheArchive() {
    put("in/a.json", "a");
    put("in/r.json", "r");
    put("in/z.json", "z");
    for (int i = 0; i < 1_100; i++) {
      put("in/processed/20260101/" + i + ".json", "p");
    }
    for (int i = 0; i < 1_100; i++) {
      put("in/quarantine/20260101/" + i + ".json", "q");
    }
    InboxPages pages = new InboxPages(store, AREA, null);
    List<String> keys = new ArrayList<>();
    int calls = 0;
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      calls++;
      page.get().forEach(object -> keys.add(object.key()));
    }

    assertThat(keys).containsExactly("in/a.json", "in/r.json", "in/z.json");
    assertThat(calls).isEqualTo(3);
  }

  private static void until(java.util.function.BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("It came to nothing").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
