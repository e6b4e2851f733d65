package scout.starter.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scout.schema.WatchedDatabase;
import scout.settings.Settings;

class AlertPosterTest {
  private static WatchedDatabase database;

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int answer = 204;
  private volatile Runnable meanwhile = () -> {};
  private HttpServer receiver;
  private AlertPoster poster;

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void listen() throws IOException {
    run("TRUNCATE scout.alerts RESTART IDENTITY");
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/alerts",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Runnable change = meanwhile;
          meanwhile = () -> {};
          change.run();
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    receiver.start();
    poster = poster("http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts");
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private static AlertPoster poster(String webhook) {
    return poster(webhook, Duration.ofSeconds(5));
  }

  private static AlertPoster poster(String webhook, Duration limit) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("SCOUT_ALERT_WEBHOOK_URL", webhook);
    return AlertPoster.of(
        new Settings(settings),
        Jdbi.create(
            settings.get("SCOUT_DB_URL"), "scout_watch", settings.get("SCOUT_DB_WATCH_PASSWORD")),
        limit);
  }

  private static void run(String statement) {
    database.owner().useHandle(handle -> handle.execute(statement));
  }

  private static void open(String fingerprint) {
    run(
        "INSERT INTO scout.alerts (fingerprint, kind, subject, message) VALUES ('"
            + fingerprint
            + "', 'check_failed', 'gold', 'It says \"no\"')");
  }

  private static void resolve(String fingerprint, String ago) {
    run(
        "UPDATE scout.alerts SET resolved_at = now() - interval '"
            + ago
            + "' WHERE fingerprint = '"
            + fingerprint
            + "'");
  }

  @Test
  void postsAnOpeningAndItsEndOnceEach() {
    open("a");
    open("b");
    poster.postAll();
    poster.postAll();
    assertThat(keys).containsExactly("1-opened", "2-opened");
    assertThat(bodies.get(0))
        .contains("\"event\":\"opened\"", "It says \\\"no\\\"", "\"resolved_at\":null");
    resolve("a", "0 seconds");
    poster.postAll();
    poster.postAll();
    assertThat(keys).containsExactly("1-opened", "2-opened", "1-resolved");
    assertThat(bodies.get(2)).contains("\"text\":\"over: check failed, gold\"");
  }

  @Test
  void postsBothOfAnAlertThatWasOverSoon() {
    open("a");
    resolve("a", "0 seconds");
    poster.postAll();
    assertThat(keys).containsExactly("1-opened", "1-resolved");
  }

  @Test
  void postsAnOpenAlertAgainWhenThereIsSomethingNewToTell() {
    open("a");
    poster.postAll();
    changed();
    resolve("a", "0 seconds");
    poster.postAll();
    poster.postAll();
    assertThat(keys).containsExactly("1-opened", "1-opened-2", "1-resolved-2");
  }

  @Test
  void postsWhatChangedWhileItWasPosted() {
    open("a");
    meanwhile = AlertPosterTest::changed;
    poster.postAll();
    poster.postAll();
    assertThat(keys).containsExactly("1-opened", "1-opened-2");
  }

  /** As a higher severity or another cause does. */
  private static void changed() {
    run("UPDATE scout.alerts SET revision = revision + 1, posted_open_at = NULL");
  }

  @Test
  void saysNothingOfAMutedAlertUntilItIsNoMore() {
    open("a");
    run("UPDATE scout.alerts SET muted_until = now() + interval '1 hour'");
    poster.postAll();
    assertThat(keys).isEmpty();
    run("UPDATE scout.alerts SET muted_until = now()");
    poster.postAll();
    assertThat(keys).containsExactly("1-opened");
  }

  @Test
  void keepsWhatIsNotTakenForTheNextTime() {
    open("a");
    open("b");
    answer = 503;
    poster.postAll();
    assertThat(keys).containsExactly("1-opened");
    answer = 200;
    poster.postAll();
    assertThat(keys).containsExactly("1-opened", "1-opened", "2-opened");
  }

  @Test
  void livesWithAWebhookThatIsAway() {
    receiver.stop(0);
    open("a");
    poster.postAll();
    long waiting =
        database
            .owner()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT count(*) FROM scout.alerts WHERE posted_open_at IS NULL")
                        .mapTo(long.class)
                        .one());
    assertThat(waiting).isEqualTo(1);
  }

  @Test
  @Timeout(30)
  void doesNotWaitForAnAnswerThatNeverEnds() {
    CountDownLatch over = new CountDownLatch(1);
    receiver.createContext(
        "/endless",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('.');
          exchange.getResponseBody().flush();
          awaitUninterruptibly(over);
          exchange.close();
        });
    open("a");
    String address = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/endless";

    poster(address, Duration.ofMillis(300)).postAll();

    assertThat(keys).containsExactly("1-opened");
    over.countDown();
    poster.postAll();
    assertThat(keys).containsExactly("1-opened", "1-opened");
  }

  private static void awaitUninterruptibly(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void doesNotTellOfThePast() {
    open("a");
    resolve("a", "2 days");
    poster.postAll();
    assertThat(keys).isEmpty();
  }

  @Test
  void leavesItToAnotherStarterThatIsPosting() {
    open("a");
    try (var other = database.owner().open()) {
      other.execute("SELECT pg_advisory_lock(hashtext('scout.alerts.post'))");
      poster.postAll();
      assertThat(keys).isEmpty();
    }
  }

  @Test
  void staysSilentWithoutAWebhook() {
    open("a");
    poster("").postAll();
    assertThat(keys).isEmpty();
  }
}
