package scout.schema.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.schema.TestServer;

class AlertsTest {
  private static final Alert LOST =
      Alert.of(AlertKind.FILE_LOST, "till-01", "first").withCause("no transaction_id");
  private static final String STATE =
      "SELECT concat_ws(' ', fingerprint, severity, message, times_seen, revision,"
          + " CASE WHEN posted_open_at IS NULL THEN 'to post' ELSE 'posted' END,"
          + " coalesce(acknowledged_by, 'nobody'),"
          + " CASE WHEN resolved_at IS NULL THEN 'open' ELSE 'over' END)"
          + " FROM scout.alerts ORDER BY id";

  private static TestServer server;
  private static String url;
  private Handle handle;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    url = server.database();
    TestServer.migrate(url);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void connect() {
    handle = Jdbi.create(url, "postgres", "postgres").open();
    handle.execute("TRUNCATE scout.alerts");
  }

  @AfterEach
  void disconnect() {
    handle.close();
  }

  private List<String> state() {
    return handle.createQuery(STATE).mapTo(String.class).list();
  }

  /** The webhook has been told, and a person knows. */
  private void postAndAcknowledge() {
    handle.execute(
        "UPDATE scout.alerts SET posted_open_at = now(), acknowledged_at = now(),"
            + " acknowledged_by = 'ada'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scout_ingest", "scout_transform", "scout_watch"})
  void opensOnceResolvesOnceAndOpensAgain(String role) throws Exception {
    try (Connection connection = TestServer.connect(url)) {
      connection.createStatement().execute("SET SESSION AUTHORIZATION " + role);
      try (Handle as = Jdbi.create(connection).open()) {
        assertThat(Alerts.open(as, LOST)).isTrue();
        assertThat(Alerts.open(as, LOST)).isFalse();
        assertThat(Alerts.resolve(as, AlertKind.FIELD_GONE, "till-01")).isFalse();
        assertThat(Alerts.resolve(as, AlertKind.FILE_LOST, "till-01")).isTrue();
        assertThat(Alerts.resolve(as, AlertKind.FILE_LOST, "till-01")).isFalse();
        assertThat(Alerts.open(as, LOST)).isTrue();
      }
    }
    assertThat(state())
        .containsExactly(
            "file_lost:till-01 warning first 2 1 to post nobody over",
            "file_lost:till-01 warning first 1 1 to post nobody open");
  }

  @Test
  void seesTheSameCauseOnceMoreAndTellsNobody() {
    Alerts.open(handle, LOST);
    postAndAcknowledge();
    Alerts.open(
        handle, new Alert(LOST.kind(), AlertSeverity.INFO, LOST.subject(), LOST.cause(), "later"));
    assertThat(state()).containsExactly("file_lost:till-01 warning later 2 1 posted ada open");
  }

  @Test
  void tellsOfAHigherSeverityAnew() {
    Alerts.open(handle, LOST);
    postAndAcknowledge();
    Alerts.open(handle, LOST.withSeverity(AlertSeverity.CRITICAL));
    assertThat(state()).containsExactly("file_lost:till-01 critical first 2 2 to post nobody open");

    postAndAcknowledge();
    Alerts.open(handle, LOST.withSeverity(AlertSeverity.WARNING));
    Alerts.open(handle, LOST.withSeverity(AlertSeverity.CRITICAL));
    assertThat(state()).containsExactly("file_lost:till-01 critical first 4 2 posted ada open");
  }

  @Test
  void tellsOfAnotherCauseAnew() {
    Alerts.open(handle, LOST.withSeverity(AlertSeverity.CRITICAL));
    postAndAcknowledge();
    Alerts.open(handle, LOST.withCause("no amount"));
    assertThat(state()).containsExactly("file_lost:till-01 warning first 2 2 to post nobody open");
  }

  @Test
  void takesTenThousandInOneStatement() {
    List<Alert> alerts = new ArrayList<>();
    List<String> devices = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      devices.add("till-" + i % 1_000);
      alerts.add(
          new Alert(
              AlertKind.FILE_LOST,
              i == 5_000 ? AlertSeverity.CRITICAL : AlertSeverity.WARNING,
              devices.get(i),
              "no amount",
              "file " + i));
    }
    assertThat(Alerts.openAll(handle, alerts)).isEqualTo(1_000);
    assertThat(state())
        .hasSize(1_000)
        .contains("file_lost:till-0 critical file 9000 10 1 to post nobody open")
        .contains("file_lost:till-7 warning file 9007 10 1 to post nobody open");
    assertThat(Alerts.resolveAll(handle, AlertKind.FILE_LOST, devices)).isEqualTo(1_000);
    assertThat(Alerts.openAll(handle, List.of())).isZero();
    assertThat(Alerts.resolveAll(handle, AlertKind.FILE_LOST, List.of())).isZero();
  }

  @Test
  void refusesASeverityThatNobodyKnows() {
    assertThatThrownBy(() -> AlertSeverity.ofWord("huge"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An alert's severity is one of [info, warning, critical]");
  }
}
