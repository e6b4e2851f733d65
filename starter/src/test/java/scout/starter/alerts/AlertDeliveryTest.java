package scout.starter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.AlertSeverity;
import scout.schema.alerts.Alerts;
import scout.settings.Settings;

/** From an alert to receivers that check what the vendors publish, over HTTP and SMTP. */
class AlertDeliveryTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Alert SILENT =
      Alert.of(AlertKind.DEVICE_SILENT, "till-01", "has sent <nothing> & is quiet");

  private static WatchedDatabase database;
  private static GreenMail mailServer;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Receivers receivers;

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
    mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mailServer.setUser("scout@example.com", "scout", "hidden");
    mailServer.start();
  }

  @AfterAll
  static void stop() {
    mailServer.stop();
    database.close();
  }

  @BeforeEach
  void listen() throws Exception {
    run("TRUNCATE scout.alerts RESTART IDENTITY");
    run("TRUNCATE scout.alert_messages, scout.alert_message_alerts");
    mailServer.purgeEmailFromAllMailboxes();
    receivers = new Receivers();
  }

  @AfterEach
  void close() {
    receivers.close();
  }

  private static void run(String statement) {
    database.owner().useHandle(handle -> handle.execute(statement));
  }

  private static List<String> texts(String query) {
    return database
        .owner()
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  private static void open(Alert... alerts) {
    database.owner().useTransaction(handle -> Alerts.openAll(handle, List.of(alerts)));
  }

  private static void resolve(AlertKind kind, String... subjects) {
    database.owner().useTransaction(handle -> Alerts.resolveAll(handle, kind, List.of(subjects)));
  }

  /** As if everything had been told so long ago. */
  private static void later(String interval) {
    run(
        "UPDATE scout.alert_messages SET created_at = created_at - interval '%1$s',"
                .formatted(interval)
            + " sent_at = sent_at - interval '%1$s', due_at = due_at - interval '%1$s'"
                .formatted(interval));
  }

  private Map<String, String> everyTarget(String routes) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("SCOUT_ALERT_ROUTES", routes);
    settings.put("SCOUT_ALERT_SLACK", "ops=" + receivers.address(VendorRules.SLACK));
    settings.put("SCOUT_ALERT_TEAMS", "ops=" + receivers.address(VendorRules.TEAMS));
    settings.put("SCOUT_ALERT_WEBHOOKS", "own=" + receivers.address(VendorRules.WEBHOOK));
    settings.put("SCOUT_ALERT_PAGERDUTY", "night=" + KEY);
    settings.put("SCOUT_PAGERDUTY_URL", receivers.address(VendorRules.PAGERDUTY));
    settings.put("SCOUT_ALERT_MAIL", "shops=ada@example.com, bob@example.com");
    settings.put("SCOUT_SMTP_URL", "smtp://127.0.0.1:" + mailServer.getSmtp().getPort());
    settings.put("SCOUT_SMTP_USER", "scout");
    settings.put("SCOUT_SMTP_PASSWORD", "hidden");
    settings.put("SCOUT_SMTP_FROM", "Scout <scout@example.com>");
    settings.put("SCOUT_RUNBOOKS_URL", "https://docs.example.com/runbooks");
    return settings;
  }

  private AlertDelivery to(String routes) {
    return delivery(everyTarget(routes));
  }

  private AlertDelivery delivery(Map<String, String> settings) {
    return AlertDelivery.of(
        new Settings(settings),
        Jdbi.create(
            settings.get("SCOUT_DB_URL"), "scout_watch", settings.get("SCOUT_DB_WATCH_PASSWORD")),
        meters,
        new DeliveryPace(
            Duration.ofMinutes(5),
            Duration.ofDays(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30)));
  }

  private double sent(String target) {
    return meters.counter("scout.alert.messages.sent", "target", target).count();
  }

  private double failed(String target) {
    return meters.counter("scout.alert.messages.failed", "target", target).count();
  }

  @Test
  void saysNothingOfAFreshStack() {
    to("-> slack:ops, teams:ops, pagerduty:night, mail:shops, webhook:own").deliver();
    assertThat(receivers.answers()).isEmpty();
    assertThat(mailServer.getReceivedMessages()).isEmpty();
  }

  @Test
  void tellsEveryVendorOnceInItsFormatAndOnceThatItIsOver() throws Exception {
    AlertDelivery delivery =
        to("-> slack:ops, teams:ops, pagerduty:night, mail:shops, webhook:own");
    open(SILENT);
    delivery.deliver();
    delivery.deliver();
    resolve(AlertKind.DEVICE_SILENT, "till-01");
    delivery.deliver();
    delivery.deliver();

    assertThat(receivers.answers()).allMatch(answer -> answer < 300).hasSize(8);
    assertThat(receivers.taken(VendorRules.SLACK))
        .extracting(body -> body.path("text").asText())
        .containsExactly(
            "Scout warning: device silent, till-01", "Scout over: device silent, till-01");
    assertThat(receivers.taken(VendorRules.SLACK).get(0).toString())
        .contains("&lt;nothing&gt; &amp; is", "<https://docs.example.com/runbooks#device_silent|");
    assertThat(receivers.taken(VendorRules.TEAMS).get(0).toString())
        .contains("has sent <nothing> & is quiet", "runbooks#device_silent");
    List<JsonNode> events = receivers.taken(VendorRules.PAGERDUTY);
    assertThat(events)
        .extracting(event -> event.path("event_action").asText())
        .containsExactly("trigger", "resolve");
    assertThat(events)
        .extracting(event -> event.path("dedup_key"))
        .containsOnly(key(events.get(0)));
    assertThat(receivers.taken(VendorRules.WEBHOOK))
        .extracting(body -> body.path("event").asText())
        .containsExactly("opened", "resolved");
    MimeMessage begun = mail("Scout warning: device silent, till-01");
    MimeMessage over = mail("Scout over: device silent, till-01");
    assertThat(GreenMailUtil.getBody(begun)).contains("runbooks#device_silent");
    assertThat(GreenMailUtil.getBody(over)).contains("till-01: was open for less than a minute");
    assertThat(
            List.of(
                GreenMailUtil.getBody(over),
                receivers.taken(VendorRules.SLACK).get(1).toString(),
                receivers.taken(VendorRules.TEAMS).get(1).toString(),
                receivers.taken(VendorRules.WEBHOOK).get(1).path("text").asText()))
        .as("an end asks for nothing")
        .noneMatch(end -> end.contains("What to do") || end.contains("quiet"));
    assertThat(over.getHeader("In-Reply-To")).isEqualTo(begun.getHeader("Message-ID"));
    assertThat(sent("mail:shops")).isEqualTo(2);
  }

  /** That which both people got. */
  private static MimeMessage mail(String subject) throws Exception {
    List<MimeMessage> found = new ArrayList<>();
    for (MimeMessage mail : mailServer.getReceivedMessages()) {
      if (mail.getSubject().equals(subject)) {
        found.add(mail);
      }
    }
    assertThat(found).hasSize(2);
    return found.get(0);
  }

  private static JsonNode key(JsonNode event) {
    return event.path("dedup_key");
  }

  @Test
  void tells500DevicesInOneMessage() {
    AlertDelivery delivery = to("-> slack:ops, teams:ops, pagerduty:night");
    List<Alert> silent = new ArrayList<>();
    for (int device = 0; device < 500; device++) {
      silent.add(Alert.of(AlertKind.DEVICE_SILENT, "till-" + device, "sent nothing ".repeat(30)));
    }
    open(silent.toArray(Alert[]::new));
    delivery.deliver();
    delivery.deliver();
    String[] subjects = silent.stream().map(Alert::subject).toArray(String[]::new);
    resolve(AlertKind.DEVICE_SILENT, subjects[0], subjects[1]);
    delivery.deliver();
    resolve(AlertKind.DEVICE_SILENT, subjects);
    delivery.deliver();

    assertThat(receivers.taken(VendorRules.SLACK))
        .extracting(body -> body.path("text").asText())
        .containsExactly(
            "Scout warning: device silent (500)",
            "Scout over: device silent (2); 498 still open",
            "Scout over: device silent (498)");
    assertThat(receivers.taken(VendorRules.SLACK).get(0).toString()).contains("and 490 more");
    assertThat(receivers.taken(VendorRules.TEAMS)).hasSize(3);
    assertThat(receivers.taken(VendorRules.PAGERDUTY))
        .extracting(event -> event.path("event_action").asText())
        .containsExactly("trigger", "resolve");
  }

  @Test
  void tells96FailingRunsOnceAndTheirEndOnce() {
    AlertDelivery delivery = to("critical -> slack:ops, pagerduty:night");
    for (int run = 0; run < 96; run++) {
      open(Alert.of(AlertKind.REFRESH_FAILED, "gold", "error of run " + run));
      delivery.deliver();
      later("15 minutes");
    }
    resolve(AlertKind.REFRESH_FAILED, "gold");
    delivery.deliver();
    delivery.deliver();

    assertThat(receivers.taken(VendorRules.SLACK))
        .extracting(body -> body.path("text").asText())
        .containsExactly(
            "Scout critical: refresh failed, gold", "Scout over: refresh failed, gold");
    assertThat(receivers.taken(VendorRules.PAGERDUTY)).hasSize(2);
  }

  @Test
  void leadsAlertsBySeverityKindDeviceAndTable() {
    run(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes,"
            + " uploaded_at) VALUES (gen_random_uuid(), 'sample', 'k/a.json', 'e', 'till-77', 1,"
            + " now()) ON CONFLICT DO NOTHING");
    AlertDelivery delivery =
        to(
            "critical -> pagerduty:night; kind=device_silent -> mail:shops;"
                + " device=till-77 -> slack:ops; table=gold* -> teams:ops");
    open(
        SILENT,
        Alert.of(AlertKind.QUARANTINED_FILE, "k/a.json", "can't be read"),
        Alert.of(AlertKind.CHECK_FAILED, "gold_accuracy", "is 3"),
        Alert.of(AlertKind.LAYERS_BEHIND, "silver", "waits"));
    delivery.deliver();

    assertThat(texts("SELECT target || ' ' || kind FROM scout.alert_messages ORDER BY 1"))
        .containsExactly(
            "mail:shops device_silent",
            "pagerduty:night layers_behind",
            "slack:ops quarantined_file",
            "teams:ops check_failed");
  }

  @Test
  void tellsAtOnceWhatGetsWorseAndTheRestAfterAPause() {
    AlertDelivery delivery = to("-> slack:ops");
    open(SILENT);
    delivery.deliver();
    open(SILENT.withSeverity(AlertSeverity.CRITICAL));
    open(Alert.of(AlertKind.DEVICE_SILENT, "till-02", "too"));
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.SLACK))
        .extracting(body -> body.path("text").asText())
        .containsExactly(
            "Scout warning: device silent, till-01", "Scout critical: device silent, till-01");
    later("6 minutes");
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.SLACK)).hasSize(3);
    assertThat(texts("SELECT DISTINCT incident_id FROM scout.alert_messages")).hasSize(1);
  }

  @Test
  void repeatsWhatNobodyAcknowledges() {
    AlertDelivery delivery = to("-> slack:ops");
    open(SILENT);
    delivery.deliver();
    later("25 hours");
    delivery.deliver();
    delivery.deliver();
    run("UPDATE scout.alerts SET acknowledged_at = now(), acknowledged_by = 'ada'");
    later("25 hours");
    delivery.deliver();
    resolve(AlertKind.DEVICE_SILENT, "till-01");
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.SLACK))
        .extracting(body -> body.path("text").asText())
        .containsExactly(
            "Scout warning: device silent, till-01",
            "Scout still warning, acknowledged by nobody: device silent, till-01",
            "Scout over: device silent, till-01");
  }

  @Test
  void saysNothingOfAMutedAlertUntilItIsNoMore() {
    AlertDelivery delivery = to("-> slack:ops");
    open(SILENT);
    run("UPDATE scout.alerts SET muted_until = now() + interval '1 hour'");
    delivery.deliver();
    assertThat(receivers.answers()).isEmpty();
    run("UPDATE scout.alerts SET muted_until = now()");
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.SLACK)).hasSize(1);
  }

  @Test
  void keepsWhatATargetDoesNotTakeAndTellsTheOthers() {
    AlertDelivery delivery = to("-> slack:ops, teams:ops");
    receivers.breakDown(VendorRules.SLACK, 503);
    open(SILENT, Alert.of(AlertKind.PARTITION, "bronze", "no"));
    delivery.deliver();
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.TEAMS)).hasSize(2);
    assertThat(failed("slack:ops")).isEqualTo(1);
    assertThat(
            texts(
                "SELECT attempts || problem FROM scout.alert_messages"
                    + " WHERE sent_at IS NULL AND attempts > 0"))
        .containsExactly("1It answered 503");

    receivers.breakDown(VendorRules.SLACK, 0);
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.SLACK)).as("before its pause is over").isEmpty();
    later("1 minute");
    delivery.deliver();
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.SLACK)).hasSize(2);
    assertThat(texts("SELECT problem FROM scout.alert_messages WHERE problem IS NOT NULL"))
        .isEmpty();
  }

  @Test
  void comesAgainWhenTheTargetSays() {
    AlertDelivery delivery = to("-> slack:ops");
    receivers.breakDown(VendorRules.SLACK, 429);
    open(SILENT);
    delivery.deliver();
    receivers.breakDown(VendorRules.SLACK, 0);
    later("9 minutes");
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.SLACK)).isEmpty();
    later("2 minutes");
    delivery.deliver();
    assertThat(receivers.taken(VendorRules.SLACK)).hasSize(1);
  }

  @Test
  void repeatsUnderTheSameIdAfterACrashBeforeTheRecord() {
    AlertDelivery delivery = to("-> webhook:own, pagerduty:night");
    open(SILENT);
    delivery.deliver();
    run("UPDATE scout.alert_messages SET sent_at = NULL");
    delivery.deliver();
    assertThat(receivers.keys()).hasSize(4);
    assertThat(receivers.keys().stream().distinct()).hasSize(2);
    assertThat(receivers.taken(VendorRules.PAGERDUTY))
        .extracting(AlertDeliveryTest::key)
        .containsOnly(key(receivers.taken(VendorRules.PAGERDUTY).get(0)));
  }

  @Test
  void leavesItToAnotherStarterThatIsSending() {
    AlertDelivery delivery = to("-> slack:ops");
    open(SILENT);
    try (var other = database.owner().open()) {
      other.execute("SELECT pg_advisory_lock(hashtext('scout.alerts.send'))");
      delivery.deliver();
      assertThat(receivers.answers()).isEmpty();
    }
  }

  @Test
  void givesUpWhatWaitsForATargetThatIsGone() {
    receivers.breakDown(VendorRules.SLACK, 500);
    open(SILENT);
    to("-> slack:ops").deliver();
    Map<String, String> without = everyTarget("-> teams:ops");
    without.remove("SCOUT_ALERT_SLACK");
    delivery(without).deliver();
    assertThat(texts("SELECT target FROM scout.alert_messages WHERE dropped_at IS NOT NULL"))
        .containsExactly("slack:ops");
  }

  @Test
  void keepsSecretsOutOfTheTable() {
    receivers.breakDown(VendorRules.SLACK, 404);
    receivers.breakDown(VendorRules.PAGERDUTY, 400);
    Map<String, String> settings = everyTarget("-> slack:ops, pagerduty:night, mail:shops");
    settings.put("SCOUT_SMTP_URL", "smtp://127.0.0.1:1");
    open(SILENT);
    delivery(settings).deliver();
    List<String> rows = texts("SELECT to_jsonb(m)::text FROM scout.alert_messages m");
    assertThat(rows).hasSize(3).allMatch(row -> row.contains("\"attempts\": 1"));
    assertThat(String.join("", rows)).doesNotContain("hidden", KEY, "127.0.0.1", "example.com");
  }
}
