package scout.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
        .contains("health healthy", "No space left on device")
        .contains("gold</b> totals of the sales", "silver</b> the sales, each of them once");
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
        .contains("outcome warn\">refused", "The alert is over");
    form.put("hours", "99999");
    assertThat(ana.post("/console/actions/mute", form).statusCode()).isEqualTo(400);
  }

  @Test
  void asksToReprocessAndSaysWhatBecameOfTheFile() throws Exception {
    String asked = ana.get("/console/actions/reprocess?key=" + TORN).body();
    assertThat(asked)
        .contains("which is quarantined, with no row in any layer", "stays in quarantine")
        .doesNotContain("its rows are replaced");
    Map<String, String> form = form(asked, TORN);
    form.put("etag", etag(TORN));

    HttpResponse<String> answer = ana.post("/console/actions/reprocess", form);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("outcome warn\">asked").doesNotContain("outcome good");
    awaitDone(TORN);
    WorkflowStub journey =
        console.temporal().newUntypedWorkflowStub(WorkflowIds.file("sample", TORN));
    assertThat(journey.describe().getWorkflowType()).isEqualTo("FileJourney");

    String ended =
        "/console/actions/reprocess/ended?target=" + TORN + "&actionId=" + form.get("actionId");
    assertThat(ana.get(ended).body())
        .contains("outcome warn\">asked", "hx-get")
        .doesNotContain("outcome good");
    assertThat(ana.get(ended + "&looks=40").body())
        .contains("not known what became of it", "/console/file?key=")
        .doesNotContain("hx-get");
    // as the journey does where the file is refused again
    texts(
        "UPDATE scout.files SET request_id = '"
            + form.get("actionId")
            + "', attempt = 2, updated_at = now() WHERE object_key = '"
            + TORN
            + "' RETURNING etag");
    assertThat(ana.get(ended).body())
        .contains("outcome bad\">quarantined again", "note bad", "TRUNCATED: the file ends")
        .doesNotContain("outcome good", "hx-get");
    for (String page : List.of("/console/file?key=" + TORN, "/console/alerts")) {
      assertThat(ana.get(page).body()).as(page).contains("outcome bad\">quarantined again");
    }
  }

  @Test
  void datesEachStepWithItsOwnTime() throws Exception {
    String key = "scout/v1/bronze/till-0002/1002.jsonl";
    String action = "00000000-0000-7000-8000-0000000000aa";
    texts(
        "UPDATE scout.files SET status = 'quarantined', generation = 0, silver_generation = 0,"
            + " records_read = 33, records_loaded = 0, records_rejected = 0, records_current = 0,"
            + " records_lost = 0, records_unkeyed = 0, records_rejected_silver = 0,"
            + " reason = 'TRUNCATED: torn', archived_key = 'scout/v1/bronze/quarantine/20250314/a',"
            + " loaded_at = NULL, settled_at = NULL, uploaded_at = '2025-03-14T07:59:00Z',"
            + " claimed_at = '2025-03-14T08:00:00Z',"
            + " quarantined_at = '2025-03-14T08:00:01Z', archived_at = '2025-03-14T08:00:02Z',"
            + " attempt = 2, request_id = '"
            + action
            + "', updated_at = '2025-03-15T10:00:09Z' WHERE object_key = '"
            + key
            + "' RETURNING etag");
    texts(
        "INSERT INTO scout.operator_actions (action_id, asked_at, operator, action, subject,"
            + " workflow_id, outcome) VALUES ('"
            + action
            + "', '2025-03-15T10:00:07Z', 'ana', 'reprocess', '"
            + key
            + "', 'w', 'done') RETURNING subject");

    String page = ana.get("/console/file?key=" + key).body();

    assertThat(steps(page))
        .containsSubsequence(
            "first attempt began 2025-03-14 08:00:00 UTC",
            "quarantined first 2025-03-14 08:00:01 UTC",
            "moved to quarantine 2025-03-14 08:00:02 UTC",
            "reprocess asked by ana 2025-03-15 10:00:07 UTC",
            "latest change 2025-03-15 10:00:09 UTC")
        .noneMatch(step -> step.contains("attempt 2"));
    assertThat(page)
        .contains("Attempt 2 was the latest", "33 before the file was given up")
        .contains("nothing of the file was loaded")
        .doesNotContain("<dt>lost</dt>", "= 0 loaded");

    texts(
        "UPDATE scout.files SET status = 'discarded', attempt = 3,"
            + " discarded_at = '2025-03-16T10:00:00Z' WHERE object_key = '"
            + key
            + "' RETURNING etag");
    String discarded = ana.get("/console/file?key=" + key).body();
    assertThat(steps(discarded))
        .contains("moved to quarantine 2025-03-14 08:00:02 UTC")
        .noneMatch(step -> step.startsWith("archived"));
    assertThat(discarded)
        .contains("33 before the file was given up", "nothing of the file was loaded")
        .doesNotContain("<dt>lost</dt>", "= 0 loaded");
  }

  private static List<String> steps(String page) {
    return Pattern.compile("<li><b>([^<]*)</b>\\s*<time[^>]*>([^<]*)</time>")
        .matcher(page)
        .results()
        .map(step -> step.group(1) + " " + step.group(2))
        .toList();
  }

  @Test
  void listsFilesInTheOrderOfAColumnThatItShows() throws Exception {
    // uploaded long ago, and found today
    texts(
        "UPDATE scout.files SET uploaded_at = uploaded_at - interval '300 days'"
            + " WHERE object_key LIKE '%/3998.jsonl' RETURNING etag");

    String page = ana.get("/console/files").body();

    assertThat(page).contains("Latest arrived first", "<th scope=\"col\">Arrived</th>");
    assertThat(times(page, "arrived")).hasSize(50).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(times(page, "uploaded")).isNotEqualTo(times(page, "arrived"));
  }

  private static List<String> times(String page, String label) {
    return Pattern.compile("data-label=\"" + label + "\">\\s*<time datetime=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(time -> time.group(1))
        .toList();
  }

  @Test
  void anAlertOfAFileHasItsButtons() throws Exception {
    long torn = alert("quarantined_file", TORN);
    for (String path : List.of("/console/alerts/" + torn, "/console/alerts")) {
      assertThat(ana.get(path).body())
          .as(path)
          .contains("/console/actions/reprocess?key=scout%2Fv1%2Fbronze%2Ftill-0005%2F5.jsonl")
          .contains("/console/actions/discard?key=scout%2Fv1%2Fbronze%2Ftill-0005%2F5.jsonl");
    }
    assertThat(ana.get("/console/alerts/" + torn).body())
        .containsPattern("<details><summary>In a shell</summary>[^<]*<code>./scout file KEY");

    console.user("vic", "secret of vic", "viewer");
    ConsoleVisitor vic = ConsoleVisitor.signedIn(console, "vic", "secret of vic");
    assertThat(vic.get("/console/alerts/" + torn).body())
        .contains("somebody with the role operator")
        .doesNotContain("/console/actions/");
    assertThat(ana.get("/console/alerts/" + alert("sweep_missed", "edge-sweep")).body())
        .doesNotContain("/console/actions/sweep");
  }

  @Test
  void anAlertOfManyFilesLeadsToExactlyThem() throws Exception {
    texts(
        "UPDATE scout.files SET records_unkeyed = 30, records_lost = 30, records_current = 68,"
            + " records_rejected_silver = 0, uploaded_at = '2025-03-14T08:00:00Z'"
            + " WHERE object_key IN ('scout/v1/bronze/till-0004/1004.jsonl',"
            + " 'scout/v1/bronze/till-0004/1024.jsonl') RETURNING etag");
    texts(
        "UPDATE scout.files SET field_nulls = '{\"store_id\": 90}'"
            + " WHERE object_key = 'scout/v1/bronze/till-0004/1044.jsonl' RETURNING etag");
    texts(
        "UPDATE scout.files SET status = 'loaded', stopped_at = now(), reason = 'denied'"
            + " WHERE object_key = 'scout/v1/bronze/till-0004/1064.jsonl' RETURNING etag");
    texts(
        "UPDATE scout.files SET status = 'loaded'"
            + " WHERE object_key = 'scout/v1/bronze/till-0004/1084.jsonl' RETURNING etag");
    texts(
        "UPDATE scout.files SET silver_generation = NULL"
            + " WHERE object_key = 'scout/v1/bronze/till-0004/1104.jsonl' RETURNING etag");
    texts(
        "INSERT INTO scout.silver_superseded (bronze_id, device_id, file_name, transaction_id,"
            + " store_id, transaction_timestamp, full_payload, ingested_at, file_id, record_no,"
            + " uploaded_at, transaction_date, shares_id)"
            + " SELECT gen_random_uuid(), device_id, object_key, 'one id', 's', now(), '{}', now(),"
            + " file_id, 1, uploaded_at, current_date, true FROM scout.files"
            + " WHERE object_key = 'scout/v1/bronze/till-0004/1124.jsonl' RETURNING 'x'");
    texts(
        "INSERT INTO scout.alerts (fingerprint, kind, subject, message, cause, raised_from,"
            + " raised_to) SELECT kind || ':' || subject, kind, subject, 'm', cause, '2025-03-14Z',"
            + " '2125-03-14Z' FROM (VALUES ('file_lost', 'till-0004', 'lost'),"
            + " ('field_gone', 'till-0004', 'amount 101,store_id 50'), ('ids_shared', 'till-0004', ''),"
            + " ('file_stopped', 'others', ''), ('file_stuck', 'files', ''),"
            + " ('layers_behind', 'silver', ''), ('delete_denied', 'sample', ''))"
            + " AS made (kind, subject, cause) ON CONFLICT DO NOTHING RETURNING kind");

    assertThat(filesOf("file_lost", "till-0004")).containsExactly("1024", "1004");
    assertThat(filesOf("field_gone", "till-0004")).containsExactly("1044");
    assertThat(filesOf("ids_shared", "till-0004")).containsExactly("1124");
    assertThat(filesOf("file_stopped", "others")).containsExactly("1064");
    assertThat(filesOf("file_stuck", "files")).containsExactly("1084");
    assertThat(filesOf("layers_behind", "silver")).containsExactly("1104");
    assertThat(filesOf("delete_denied", "sample")).containsExactly("1084", "1064");
    assertThat(ana.get("/console/files?alert=" + alert("quarantined_file", TORN)).statusCode())
        .isEqualTo(404);
    texts("UPDATE scout.alerts SET resolved_at = now() WHERE message = 'm' RETURNING kind");
  }

  private static List<String> filesOf(String kind, String subject) throws Exception {
    String list = "/console/files?alert=" + alert(kind, subject);
    assertThat(ana.get("/console/alerts/" + alert(kind, subject)).body()).contains(list);
    return Pattern.compile(">till-[0-9]+/([0-9]+)\\.jsonl</a>")
        .matcher(ana.get(list).body())
        .results()
        .map(file -> file.group(1))
        .toList();
  }

  @Test
  void aStoreWithoutSalesSaysWhenItsLastWere() throws Exception {
    texts(
        "INSERT INTO scout.gold_store_daily_summary (store_id, transaction_date,"
            + " transaction_count, active_devices, first_transaction_time, last_transaction_time,"
            + " other_currency_transactions) SELECT 'store-closed', day, sales, 1, now(), now(), 0"
            + " FROM (VALUES (date '2024-06-01', 10), (date '2024-06-04', 40),"
            + " (date '2024-06-30', 7)) AS sold (day, sales) RETURNING store_id");

    assertThat(ana.get("/console/sales").body())
        .contains("/console/sales/store-closed?until=2024-06-30")
        .doesNotContain("/console/sales/store-closed\"");
    assertThat(ana.get("/console/sales/store-closed").body())
        .contains("No sales in these days", "store-closed?until=2024-06-30");
    assertThat(ana.get("/console/sales/nobody").statusCode()).isEqualTo(404);
    String page = ana.get("/console/sales/store-closed?until=2024-06-30").body();
    assertThat(page).contains("A day without sales is a gap, not a zero");
    assertThat(
            Pattern.compile("data-label=\"mean\" data-value=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(mean -> mean.group(1)))
        .containsExactly("7.0", "25.0", "10.0");
  }

  @Test
  void showsEveryTimeInOneWay() throws Exception {
    for (String path : ConsolePages.ALL) {
      String page = ana.get(path).body();
      assertThat(page).as(path).doesNotContain("data-ago");
      assertThat(page.replaceAll("<title>[^<]*</title>", ""))
          .as(path)
          .doesNotContainPattern(">[^<]*[0-9] (s|min|h|d) ago<");
    }
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

  private static String etag(String key) {
    return texts("SELECT etag FROM scout.files WHERE object_key = '" + key + "'").get(0);
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
