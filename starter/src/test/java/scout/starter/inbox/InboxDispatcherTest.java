package scout.starter.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;
import scout.settings.TemporalSettings;
import scout.storage.BucketLayout;
import scout.temporal.TemporalConnection;
import scout.workflows.ContractConverter;
import scout.workflows.SearchAttributes;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.batch.BatchActivities;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.BatchResult;
import scout.workflows.batch.FileGroup;
import scout.workflows.impl.FileBatchImpl;
import scout.workflows.journey.FileVersion;

class InboxDispatcherTest {
  private static final String PREFIX = "scout/v1/bronze/";
  private static final BucketLayout AREA = new BucketLayout("sample", PREFIX);
  private static final long SMALL = 1 << 20;

  private final WakeUp events = new WakeUp();
  private final Groups groups = new Groups();
  private WatchedDatabase database;
  private Jdbi watch;
  private TestWorkflowEnvironment temporal;
  private LiveInbox inbox;

  /** Notes the groups that are loaded. */
  static final class Groups implements BatchActivities {
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();

    @Override
    public BatchResult loadBatch(FileGroup group) {
      group.files().stream().map(BatchFile::key).forEach(keys::add);
      sizes.add(group.files().size());
      return new BatchResult(group.files().size(), 0);
    }
  }

  @BeforeEach
  void start() throws Exception {
    database = WatchedDatabase.start();
    watch =
        Jdbi.create(
            database.settings().get("SCOUT_DB_URL"),
            "scout_watch",
            database.settings().get("SCOUT_DB_WATCH_PASSWORD"));
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(ContractConverter.options().build());
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    Worker worker = temporal.newWorker(TaskQueues.INGEST);
    worker.registerWorkflowImplementationTypes(FileBatchImpl.class);
    worker.registerActivitiesImplementations(groups);
    inbox = new LiveInbox(watch, AREA, events);
  }

  @AfterEach
  void stop() {
    inbox.close();
    temporal.close();
    database.close();
  }

  private InboxDispatcher dispatcher() {
    return dispatcher(temporal.getWorkflowClient());
  }

  private InboxDispatcher dispatcher(WorkflowClient client) {
    return new InboxDispatcher(watch, client, events, "sample", SMALL);
  }

  private static NewObject file(String path) {
    return new NewObject("sample", PREFIX + path, "e1", 2_000L);
  }

  private static List<NewObject> burst(int files) {
    return IntStream.range(0, files).mapToObj(i -> file("till-1/" + i + ".jsonl")).toList();
  }

  private long waiting() {
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM scout.live_inbox")
                    .mapTo(long.class)
                    .one());
  }

  private void change(String statement) {
    database.owner().useHandle(handle -> handle.execute(statement));
  }

  /** The versions that the journey of an object was told of, in order. */
  private List<String> told(String path) {
    List<String> etags = new ArrayList<>();
    for (HistoryEvent event : history(WorkflowIds.file("sample", PREFIX + path))) {
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED) {
        DataConverter converter = temporal.getWorkflowClient().getOptions().getDataConverter();
        etags.add(
            converter
                .fromPayload(
                    event.getWorkflowExecutionSignaledEventAttributes().getInput().getPayloads(0),
                    FileVersion.class,
                    FileVersion.class)
                .etag());
      }
    }
    return etags;
  }

  private List<HistoryEvent> history(String workflowId) {
    try {
      return temporal
          .getWorkflowServiceStubs()
          .blockingStub()
          .getWorkflowExecutionHistory(
              GetWorkflowExecutionHistoryRequest.newBuilder()
                  .setNamespace(temporal.getNamespace())
                  .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                  .build())
          .getHistory()
          .getEventsList();
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
      return List.of();
    }
  }

  private void awaitGrouped(int files) throws InterruptedException {
    for (int i = 0; i < 6_000 && groups.keys.size() < files; i++) {
      Thread.sleep(10);
    }
    assertThat(groups.keys).hasSize(files).doesNotHaveDuplicates();
  }

  @Test
  void fewFilesGetAJourneyEach() {
    inbox.add(burst(3));
    try (InboxDispatcher dispatcher = dispatcher()) {
      dispatcher.round();
    }
    assertThat(waiting()).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(told("till-1/" + i + ".jsonl")).containsExactly("e1");
    }
    assertThat(groups.keys).isEmpty();
  }

  @Test
  void manyFilesGoInGroupsButThoseWithAJourneyOfTheirOwn() throws Exception {
    String row =
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at, status)"
            + " VALUES (gen_random_uuid(), 'sample', '"
            + PREFIX
            + "%s', 'e0', 1, now(), '%s')";
    change(row.formatted("till-1/0.jsonl", "quarantined"));
    change(row.formatted("till-1/1.jsonl", "loading"));
    change(row.formatted("till-1/2.jsonl", "loaded"));
    change(row.formatted("till-1/3.jsonl", "archived"));
    change(
        "INSERT INTO scout.alerts (kind, fingerprint, subject, severity, message) VALUES"
            + " ('file_stopped', 'file_stopped:%1$still-1/4.jsonl', '%1$still-1/4.jsonl', 'warning', '')"
                .formatted(PREFIX));
    temporal.start();
    inbox.add(burst(60));
    inbox.add(
        List.of(
            new NewObject("sample", PREFIX + "till-2/large.jsonl", "e1", SMALL),
            new NewObject("sample", PREFIX + "till-2/unknown.jsonl", "e1", null),
            new NewObject("sample", PREFIX + "till-2/no-etag.jsonl", null, 10L)));
    try (InboxDispatcher dispatcher = dispatcher()) {
      dispatcher.round();
      awaitGrouped(56);
    }
    assertThat(waiting()).isZero();
    assertThat(groups.sizes).hasSizeLessThan(4);
    assertThat(groups.keys).contains(PREFIX + "till-1/3.jsonl");
    for (String own :
        List.of(
            "till-1/0.jsonl",
            "till-1/1.jsonl",
            "till-1/2.jsonl",
            "till-1/4.jsonl",
            "till-2/large.jsonl",
            "till-2/unknown.jsonl",
            "till-2/no-etag.jsonl")) {
      assertThat(told(own)).as(own).hasSize(1);
    }
  }

  @Test
  void devicesTakeTurns() throws Exception {
    temporal.start();
    inbox.add(burst(150));
    inbox.add(List.of(file("till-2/late.jsonl")));
    try (InboxDispatcher dispatcher = dispatcher()) {
      dispatcher.round();
      awaitGrouped(151);
    }
    assertThat(groups.keys.indexOf(PREFIX + "till-2/late.jsonl")).isLessThan(100);
  }

  @Test
  void theVersionsOfAKeyGoInOrder() {
    String key = PREFIX + "till-1/again.jsonl";
    List<NewObject> versions =
        IntStream.range(0, 30).mapToObj(i -> new NewObject("sample", key, "e" + i, null)).toList();
    inbox.add(versions);
    try (InboxDispatcher dispatcher = dispatcher()) {
      dispatcher.round();
    }
    assertThat(told("till-1/again.jsonl"))
        .containsExactlyElementsOf(versions.stream().map(NewObject::etag).toList());
  }

  @Test
  void anEntryStaysIfItsRemovalIsNotCommitted() throws Exception {
    change(
        "CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$BEGIN RAISE EXCEPTION 'killed'; END$$");
    change(
        "CREATE TRIGGER fail BEFORE DELETE ON scout.live_inbox FOR EACH ROW EXECUTE FUNCTION public.fail()");
    inbox.add(burst(2));
    try (InboxDispatcher killed = dispatcher()) {
      killed.round();
    }
    assertThat(waiting()).isEqualTo(2);
    change("DROP TRIGGER fail ON scout.live_inbox");
    try (InboxDispatcher next = dispatcher()) {
      next.round();
    }
    assertThat(waiting()).isZero();
    // told twice: the journey finds its version known
    assertThat(told("till-1/0.jsonl")).containsExactly("e1", "e1");
  }

  @Test
  void severalStartersShareTheInbox() throws Exception {
    List<NewObject> files =
        IntStream.range(0, 60)
            .mapToObj(i -> new NewObject("sample", PREFIX + i + ".csv", "e1", null))
            .toList();
    inbox.add(files);
    try (InboxDispatcher one = dispatcher();
        InboxDispatcher two = dispatcher()) {
      List<CompletableFuture<Void>> rounds =
          List.of(CompletableFuture.runAsync(one::round), CompletableFuture.runAsync(two::round));
      for (CompletableFuture<Void> round : rounds) {
        round.get(1, TimeUnit.MINUTES);
      }
    }
    assertThat(waiting()).isZero();
    for (int i = 0; i < 60; i++) {
      assertThat(told(i + ".csv")).containsExactly("e1");
    }
  }

  @Test
  void keepsEverythingWhileTemporalIsAwayAndEmptiesItAfterwards() {
    inbox.add(burst(50));
    try (InboxDispatcher nobody = dispatcher(unreachable())) {
      nobody.round();
    }
    assertThat(waiting()).isEqualTo(50);
    try (InboxDispatcher dispatcher = dispatcher()) {
      dispatcher.round();
    }
    assertThat(waiting()).isZero();
  }

  private static WorkflowClient unreachable() {
    return TemporalConnection.open(new TemporalSettings("127.0.0.1:9", "default")).client();
  }

  @Test
  void isBounded() {
    try (LiveInbox small = new LiveInbox(watch, AREA, events, 2)) {
      small.add(burst(3));
      assertThatThrownBy(() -> small.add(burst(1))).isInstanceOf(InboxFull.class);
    }
    assertThat(waiting()).isEqualTo(3);
  }

  @Test
  void outlivesTheEndOfItsConnection() {
    inbox.add(burst(1));
    change(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE usename = 'scout_watch' AND datname = current_database()");
    inbox.add(burst(1));
    assertThat(waiting()).isEqualTo(2);
  }

  @Test
  void callsAtTheSameTimeAreAllCommitted() throws Exception {
    List<CompletableFuture<Void>> calls =
        IntStream.range(0, 40)
            .mapToObj(i -> CompletableFuture.runAsync(() -> inbox.add(burst(5))))
            .toList();
    for (CompletableFuture<Void> call : calls) {
      call.get(1, TimeUnit.MINUTES);
    }
    assertThat(waiting()).isEqualTo(200);
  }
}
