package scout.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;
import scout.workflows.WorkflowIds;

/** What the pages show, and what an operator's actions do. */
class ConsolePagesTest {
  private static final String TORN = "scout/v1/bronze/till-0005/5.jsonl";

  private static WatchedDatabase database;
  private static WatchedDatabase emptyDatabase;
  private static RunningConsole console;
  private static ConsoleVisitor ana;

  @BeforeAll
  static void start() throws Exception {
    emptyDatabase = WatchedDatabase.start();
    database = WatchedDatabase.start();
    SampleDays.fill(database, 4_000, 20, 12, 30);
    console = new RunningConsole(database, Map.of("SCOUT_HTTP_PORT", "0"));
    console.user("ana", "secret of ana", "operator");
    ana = ConsoleVisitor.signedIn(console, "ana", "secret of ana");
  }

  @AfterAll
  static void stop() {
    console.close();
    database.close();
    emptyDatabase.close();
  }

  @Test
  void everyPageShowsAnEmptyInstallation() throws Exception {
    try (RunningConsole empty = new RunningConsole(emptyDatabase, Map.of("SCOUT_HTTP_PORT", "0"))) {
      assertThat(new ConsoleVisitor(empty).get("/console/sign-in").body())
          .contains("./scout user add");
      ConsoleVisitor visitor = new ConsoleVisitor(empty);
      visitor.get("/console/enter?token=" + RunningConsole.TOKEN);
      for (String path : ConsolePages.ALL) {
        assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(visitor.get("/console/files").body()).contains("./scout upload");
      assertThat(visitor.get("/console").body()).contains("health empty");
      assertThat(visitor.get("/console/devices/nobody").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void everyPageShowsWhatThereIs() throws Exception {
    for (List<String> pages : List.of(ConsolePages.ALL, ConsolePages.OF_SAMPLE)) {
      for (String path : pages) {
        HttpResponse<String> page = ana.get(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        assertThat(page.body()).as(path).doesNotContain("<script>alert", "<b>bold", " style=\"");
      }
    }
  }

  @Test
  void theOverviewSaysHowEachTableIs() throws Exception {
    String overview = ana.get("/console").body();

    assertThat(overview)
        .contains("health failing", "The check gold_accuracy fails")
        .contains("health late", "Store-days wait for platinum")
        .contains("health well", "No space left on device");
  }

  @Test
  void silversPageSaysWhatRecordsLack() throws Exception {
    texts(
        "UPDATE scout.files SET field_nulls = jsonb_build_object('amount', records_loaded)"
            + " WHERE generation > 0 RETURNING status");

    assertThat(ana.get("/console/tables/silver_edge_transactions").body())
        .contains("Didn't fit", "100.0 %", "0.0 %");
    assertThat(ana.get("/console/tables/gold_store_daily_summary").body())
        .doesNotContain("Didn't fit");
  }

  @Test
  void aFilesPageTellsItsStory() throws Exception {
    String newest = ana.get("/console/files").body();
    assertThat(newest).contains("till-0000/4000.jsonl");
    assertThat(ana.get("/console/files?key=till-0005/5.jsonl").body())
        .contains("till-0005/5.jsonl")
        .doesNotContain("till-0000/4000.jsonl");

    assertThat(ana.get("/console/file?key=" + TORN).body())
        .contains("TRUNCATED", "quarantined")
        .contains("http://127.0.0.1:8233/namespaces/default/workflows/file%3Asample%2Fscout");
    assertThat(ana.get("/console/file?key=scout/v1/bronze/till-0000/4000.jsonl").body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "INVALID_JSON", "store-0004");
    assertThat(ana.get("/console/file?key=nothing").statusCode()).isEqualTo(404);
    assertThat(ana.get("/console/files?status=odd").statusCode()).isEqualTo(400);
  }

  @Test
  void anAlertLeadsToItsSubjectAndNowhereElse() throws Exception {
    database
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO scout.alerts (fingerprint, kind, subject, message) VALUES"
                        + " ('a', 'file_stopped', 'others', 'denied'),"
                        + " ('b', 'field_gone', 'pos/9999.jsonl', 'no amount'),"
                        + " ('c', 'model_held', 'my_model', 'too slow')"));
    String alerts = ana.get("/console/alerts").body();
    assertThat(alerts)
        .contains("others", "pos/9999.jsonl")
        .doesNotContain("key=others", "/console/devices/pos")
        .contains(
            "/console/file?key=scout%2Fv1%2Fbronze%2Ftill-0005%2F5.jsonl",
            "/console/devices/till-0003",
            "/console/tables/my_model",
            "/console/tables/gold_store_daily_summary#checks");
  }

  @Test
  void acknowledgesOnceAndTellsWho() throws Exception {
    long alert = alert("device_silent", "till-0003");
    String asked = ana.get("/console/actions/acknowledge?alert=" + alert).body();
    Map<String, String> form = form(asked, String.valueOf(alert));
    form.put("reason", "on my <way>");

    assertThat(ana.post("/console/actions/acknowledge", form).statusCode()).isEqualTo(200);
    assertThat(ana.post("/console/actions/acknowledge", form).statusCode()).isEqualTo(200);
    awaitDone("device_silent:till-0003");

    assertThat(
            texts(
                "SELECT acknowledged_by FROM scout.alerts WHERE id = "
                    + alert
                    + " AND acknowledged_at IS NOT NULL"))
        .containsExactly("ana");
    assertThat(
            texts(
                "SELECT operator || ' ' || outcome || ' ' || reason FROM scout.operator_actions"
                    + " WHERE subject = 'device_silent:till-0003'"))
        .containsExactly("ana done on my <way>");
    assertThat(ana.get("/console/alerts").body()).contains("by ana", "on my &lt;way&gt;");
  }

  @Test
  void mutesUntilATimeAndRefusesWhatIsOver() throws Exception {
    long alert = alert("file_lost", "till-0007");
    Map<String, String> form =
        form(ana.get("/console/actions/mute?alert=" + alert).body(), String.valueOf(alert));
    form.put("hours", "8");
    assertThat(ana.post("/console/actions/mute", form).statusCode()).isEqualTo(200);
    awaitDone("file_lost:till-0007");
    assertThat(
            texts(
                "SELECT muted_until BETWEEN now() + interval '7 h' AND now() + interval '9 h'"
                    + " FROM scout.alerts WHERE id = "
                    + alert))
        .containsExactly("t");

    long over = alert("sweep_missed", "edge-sweep");
    Map<String, String> late =
        form(ana.get("/console/actions/acknowledge?alert=" + over).body(), String.valueOf(over));
    assertThat(ana.post("/console/actions/acknowledge", late).body())
        .contains("outcome refused", "The alert is over");
    form.put("hours", "99999");
    assertThat(ana.post("/console/actions/mute", form).statusCode()).isEqualTo(400);
  }

  @Test
  void asksTheJourneyToReprocess() throws Exception {
    String asked = ana.get("/console/actions/reprocess?key=" + TORN).body();
    assertThat(asked)
        .contains("which is quarantined, with no row in any layer", "stays in quarantine")
        .doesNotContain("its rows are replaced");
    Map<String, String> form = form(asked, TORN);
    form.put(
        "etag", texts("SELECT etag FROM scout.files WHERE object_key = '" + TORN + "'").get(0));

    assertThat(ana.post("/console/actions/reprocess", form).statusCode()).isEqualTo(200);
    awaitDone(TORN);

    WorkflowStub journey =
        console.temporal().newUntypedWorkflowStub(WorkflowIds.file("sample", TORN));
    assertThat(journey.describe().getWorkflowType()).isEqualTo("FileJourney");
    assertThat(
            texts(
                "SELECT action || ' ' || outcome FROM scout.operator_actions WHERE subject = '"
                    + TORN
                    + "'"))
        .containsExactly("reprocess done");
  }

  @Test
  void startsASweepAndARefresh() throws Exception {
    for (String action : List.of("sweep", "refresh")) {
      Map<String, String> form = form(ana.get("/console/actions/" + action).body(), "");
      assertThat(ana.post("/console/actions/" + action, form).statusCode()).isEqualTo(200);
    }
    for (String subject : List.of("sample/scout/v1/bronze/", "silver, gold, platinum")) {
      awaitDone(subject);
    }

    for (String id : List.of(WorkflowIds.EDGE_SWEEP_BY_HAND, WorkflowIds.LAYER_REFRESH)) {
      assertThat(console.temporal().newUntypedWorkflowStub(id).describe().getWorkflowType())
          .isNotBlank();
    }
  }

  /** A busy machine may need longer than the page waits. */
  private static void awaitDone(String subject) throws InterruptedException {
    String sql =
        "SELECT outcome FROM scout.operator_actions WHERE ended_at IS NOT NULL AND subject = '"
            + subject
            + "'";
    for (int i = 0; i < 300 && texts(sql).isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(texts(sql)).containsExactly("done");
  }

  private static Map<String, String> form(String page, String target) {
    Map<String, String> form = new HashMap<>();
    form.put("_csrf", ConsoleVisitor.csrf(page));
    form.put("actionId", ConsoleVisitor.actionId(page));
    form.put("target", target);
    return form;
  }

  private static long alert(String kind, String subject) {
    return Long.parseLong(
        texts(
                "SELECT id::text FROM scout.alerts WHERE fingerprint = '"
                    + kind
                    + ":"
                    + subject
                    + "'")
            .get(0));
  }

  private static List<String> texts(String sql) {
    return database
        .owner()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
