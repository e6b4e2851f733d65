package scout.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowNotFoundException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;
import scout.workflows.WorkflowIds;

class StarterApplicationTest {
  private static final String PREFIX = "scout/v1/bronze/";
  private static final int LIMIT = 1 << 20;
  private static final byte[] OTHER =
      "{\"bucket\":\"other\",\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);

  private static WatchedDatabase database;
  private static RunningStarter starter;

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
    starter = new RunningStarter(database);
    starter.awaitReady();
  }

  @AfterAll
  static void stop() throws Exception {
    starter.close();
    database.close();
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return starter.post(RunningStarter.TOKEN, body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<HistoryEvent> history(String workflowId) {
    return starter
        .temporal()
        .getWorkflowServiceStubs()
        .blockingStub()
        .getWorkflowExecutionHistory(
            GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build())
        .getHistory()
        .getEventsList();
  }

  private static long signals(String key) {
    try {
      return history(WorkflowIds.file("sample", key)).stream()
          .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
          .count();
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
      return 0;
    }
  }

  /** The event waits in the inbox for a moment. */
  private static void awaitSignals(String key, long signals) throws InterruptedException {
    for (int i = 0; i < 6_000 && signals(key) < signals; i++) {
      Thread.sleep(10);
    }
    assertThat(signals(key)).as(key).isEqualTo(signals);
  }

  private static void assertNotStarted(String key) {
    assertThatThrownBy(
            () ->
                starter
                    .temporal()
                    .newUntypedWorkflowStub(WorkflowIds.file("sample", key))
                    .describe())
        .isInstanceOf(WorkflowNotFoundException.class);
  }

  @Test
  void isReadyOnceTemporalIsPrepared() throws Exception {
    assertThat(starter.get("/health").body())
        .contains("\"schedules\":\"ready\"", "\"timers\":\"ready\"", "\"last_watch\":\"20");
    assertThat(history(WorkflowIds.EDGE_SWEEP_SCHEDULE).get(0))
        .extracting(e -> e.getWorkflowExecutionStartedEventAttributes().getCronSchedule())
        .isEqualTo("*/15 * * * *");
    assertThat(history(WorkflowIds.HOUSEKEEPING_SCHEDULE).get(0))
        .extracting(e -> e.getWorkflowExecutionStartedEventAttributes().getCronSchedule())
        .isEqualTo("0 3 * * *");
    assertThat(history(WorkflowIds.LAYER_REFRESH)).isNotEmpty();
  }

  /** Else a timer would wait for two hours for a database whose machine is gone. */
  @Test
  void noTimerWaitsLongForTheDatabase() throws Exception {
    int millis =
        starter.database().withHandle(handle -> handle.getConnection().getNetworkTimeout());

    assertThat(millis).isBetween(1, 60_000);
  }

  @Test
  void asksForTheTokenBeforeAnythingElse() throws Exception {
    byte[] tooLarge = new byte[3 * LIMIT];

    assertThat(starter.post(null, tooLarge).statusCode()).isEqualTo(401);
    assertThat(starter.post("opensesamf", tooLarge).statusCode()).isEqualTo(401);
    assertThat(starter.post("", "{}".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(401);
  }

  @Test
  void takesABodyOfOneMebibyteAndNotAByteMore() throws Exception {
    String event = "{\"bucket\":\"other\",\"name\":\"x\"}";

    assertThat(post(event + " ".repeat(LIMIT - event.length())).statusCode()).isEqualTo(204);
    assertThat(post(event + " ".repeat(LIMIT - event.length() + 1)).statusCode()).isEqualTo(413);
    assertThat(starter.post(RunningStarter.TOKEN, new byte[20 * LIMIT]).statusCode())
        .isEqualTo(413);
  }

  @Test
  void takesTheTokenAsAPasswordAndInTheAddress() throws Exception {
    String password = "sns:" + RunningStarter.TOKEN;
    String basic = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));

    assertThat(starter.post("/hooks/storage", "Basic " + basic, OTHER).statusCode()).isEqualTo(204);
    assertThat(starter.post("/hooks/storage", "Basic AAAA", OTHER).statusCode()).isEqualTo(401);
    assertThat(starter.post("/hooks/storage", "Basic ~", OTHER).statusCode()).isEqualTo(401);
    assertThat(
            starter
                .post("/hooks/storage?a=b&token=" + RunningStarter.TOKEN, null, OTHER)
                .statusCode())
        .isEqualTo(204);
    assertThat(starter.post("/hooks/storage?token=x", null, OTHER).statusCode()).isEqualTo(401);
    assertThat(starter.post(null, new byte[0]).headers().firstValue("WWW-Authenticate"))
        .as("SNS shows the password only when it is asked")
        .hasValue("Basic realm=\"scout\"");
  }

  @Test
  void takesWhatNoSecondTryWouldMend() throws Exception {
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "7",
            "{}",
            "{} {}",
            "{\"bucket\":\"sample\"}",
            "{\"bucket\":\"sample\",\"name\":7}",
            "{\"bucket\":\"sample\",\"name\":\"\"}",
            "{\"bucket\":\"sample\",\"name\":\"" + PREFIX + "a\\u0000.json\"}",
            "{\"Records\":{}}",
            "{\"Records\":[{}]}",
            "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":\"sample\"},\"object\":{\"key\":\"%zz\"}}}]}",
            "[".repeat(100_000))) {
      HttpResponse<String> answer = post(body);
      assertThat(answer.statusCode()).as(body).isEqualTo(202);
      assertThat(answer.body()).startsWith("Not a storage event: ");
    }
  }

  @Test
  void aBadRecordRefusesNoOther() throws Exception {
    String event =
        "{\"Records\":["
            + record("s3:ObjectCreated:Put", "%zz")
            + ",{},"
            + record("s3:ObjectCreated:Put", PREFIX + "till-04/good.json")
            + "]}";

    HttpResponse<String> answer = post(event);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("Journeys: 1; left out: 2\n");
    awaitSignals(PREFIX + "till-04/good.json", 1);
  }

  @Test
  void startsNothingForWhatIsNoInput() throws Exception {
    for (String key :
        List.of(
            PREFIX + "processed/20250314/till-01/a.json",
            PREFIX + "quarantine/20250314/till-01/a.json",
            PREFIX + "till-01/notes.txt",
            PREFIX + "till-01/._a.json",
            PREFIX + "till-01/.b.jsonl.gz",
            PREFIX + "till-01/",
            "elsewhere/a.json")) {
      assertThat(post("{\"bucket\":\"sample\",\"name\":\"" + key + "\"}").statusCode())
          .as(key)
          .isEqualTo(204);
      assertNotStarted(key);
    }
    assertThat(post("{\"bucket\":\"other\",\"name\":\"" + PREFIX + "a.json\"}").statusCode())
        .isEqualTo(204);
    assertThat(post("{\"Records\":[]}").statusCode()).isEqualTo(204);
  }

  @Test
  void startsAJourneyForTheShortForm() throws Exception {
    String key = PREFIX + "till-01/a+b%20c.json";

    assertThat(post("{\"bucket\":\"sample\",\"name\":\"" + key + "\"}").statusCode())
        .isEqualTo(200);

    awaitSignals(key, 1);
  }

  @Test
  void startsAJourneyForEachRecordAndDecodesItsKey() throws Exception {
    String event =
        "{\"EventName\":\"s3:ObjectCreated:Put\",\"Records\":["
            + record("s3:ObjectCreated:Put", "scout/v1/bronze/till-02/a+b%2Bc%C3%BC.json")
            + ","
            + record("s3:ObjectCreated:Put", "scout/v1/bronze/till-02/second.csv.gz")
            + ","
            + record("s3:ObjectCreated:Copy", "scout/v1/bronze/processed/20250314/x.json")
            + ","
            + record("s3:ObjectRemoved:Delete", "scout/v1/bronze/till-02/third.json")
            + "]}";

    assertThat(post(event).statusCode()).isEqualTo(200);

    awaitSignals(PREFIX + "till-02/a b+cü.json", 1);
    awaitSignals(PREFIX + "till-02/second.csv.gz", 1);
    assertNotStarted(PREFIX + "till-02/third.json");
  }

  private static String record(String event, String key) {
    return "{\"eventName\":\""
        + event
        + "\",\"s3\":{\"bucket\":{\"name\":\"sample\"},\"object\":{\"key\":\""
        + key
        + "\",\"eTag\":\"e\"}}}";
  }

  @Test
  void tellsTheRunningJourneyWhenAnEventComesTwice() throws Exception {
    String key = PREFIX + "till-03/twice.json";
    String event = "{\"bucket\":\"sample\",\"name\":\"" + key + "\"}";

    assertThat(post(event).statusCode()).isEqualTo(200);
    assertThat(post(event).statusCode()).isEqualTo(200);

    awaitSignals(key, 2);
  }

  @Test
  void countsEventsByTheirAnswer() throws Exception {
    try (RunningStarter other = new RunningStarter(database)) {
      other.awaitReady();
      for (String body :
          List.of(
              "{\"bucket\":\"sample\",\"name\":\"" + PREFIX + "counted.json\"}",
              "{\"bucket\":\"other\",\"name\":\"x\"}",
              "{}")) {
        other.post(RunningStarter.TOKEN, body.getBytes(StandardCharsets.UTF_8));
      }
      other.post("wrong", new byte[0]);
      other.post(RunningStarter.TOKEN, new byte[2 * LIMIT]);

      assertThat(other.get("/metrics").body())
          .contains(
              "\nscout_events_received_total 5.0\n",
              "\nscout_events_accepted_total 1.0\n",
              "\nscout_events_left_out_total 1.0\n",
              "\nscout_events_refused_total{status=\"401\"} 1.0\n",
              "\nscout_events_refused_total{status=\"413\"} 1.0\n",
              "\nscout_events_refused_total{status=\"503\"} 0.0\n",
              "\nscout_files_unfinished ");
    }
  }

  @Test
  void takesEventsWhileTemporalIsAway() throws Exception {
    try (RunningStarter other = new RunningStarter(database)) {
      other.awaitReady();
      other.endTemporal();

      HttpResponse<String> answer = other.post(RunningStarter.TOKEN, event("away.json"));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(other.get("/health").statusCode()).isEqualTo(503);
      // the other starter shares the inbox, and has its Temporal
      awaitSignals(PREFIX + "away.json", 1);
    }
  }

  @Test
  void tellsTemporalAtOnceWhileTheInboxIsAway() throws Exception {
    withoutInbox(
        () -> {
          assertThat(starter.post(RunningStarter.TOKEN, event("direct.json")).statusCode())
              .isEqualTo(200);
          assertThat(signals(PREFIX + "direct.json")).isEqualTo(1);
        });
  }

  @Test
  void refusesForNowWhileBothAreAway() throws Exception {
    try (RunningStarter other = new RunningStarter(database)) {
      other.awaitReady();
      other.endTemporal();
      withoutInbox(
          () -> {
            HttpResponse<String> answer = other.post(RunningStarter.TOKEN, event("a.json"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(burst(other))
                .contains(
                    "Neither the database nor Temporal can take it now; send it again\n",
                    "Too many events at once; send it again\n");
          });
    }
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void withoutInbox(Attempt attempt) throws Exception {
    change("ALTER TABLE scout.live_inbox RENAME TO away");
    try {
      attempt.run();
    } finally {
      change("ALTER TABLE scout.away RENAME TO live_inbox");
    }
  }

  private static void change(String statement) {
    database.owner().useHandle(handle -> handle.execute(statement));
  }

  private static byte[] event(String name) {
    return ("{\"bucket\":\"sample\",\"name\":\"" + PREFIX + name + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What more events at once than are handed to Temporal are answered. */
  private static Set<String> burst(RunningStarter other) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(40);
    try {
      Callable<String> event = () -> other.post(RunningStarter.TOKEN, event("b.json")).body();
      Set<String> answers = new HashSet<>();
      for (Future<String> answer : senders.invokeAll(Collections.nCopies(40, event))) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      senders.shutdown();
    }
  }
}
