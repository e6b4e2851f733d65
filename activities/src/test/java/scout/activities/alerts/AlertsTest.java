package scout.activities.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scout.activities.TestDatabase;
import scout.schema.settings.Role;

class AlertsTest {
  private static TestDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"INGEST", "TRANSFORM", "WATCH"})
  void opensOnceResolvesOnceAndOpensAgain(Role role) {
    String fingerprint = "test:" + role;
    Alert first = new Alert(fingerprint, AlertKind.CHECK_FAILED, "warning", "a check", "first");
    Alert second = new Alert(fingerprint, AlertKind.CHECK_FAILED, "critical", "a check", "second");
    database
        .as(role)
        .jdbi()
        .useHandle(
            handle -> {
              assertThat(Alerts.open(handle, first)).isTrue();
              assertThat(Alerts.open(handle, second)).isFalse();
              assertThat(Alerts.resolve(handle, fingerprint)).isTrue();
              assertThat(Alerts.resolve(handle, fingerprint)).isFalse();
              assertThat(Alerts.open(handle, first)).isTrue();
            });
    List<Map<String, Object>> rows =
        database
            .owner()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT kind, severity, message, times_seen, resolved_at IS NULL AS open"
                                + " FROM scout.alerts WHERE fingerprint = :f ORDER BY id")
                        .bind("f", fingerprint)
                        .mapToMap()
                        .list());
    assertThat(rows)
        .containsExactly(
            Map.of(
                "kind", "check_failed",
                "severity", "critical",
                "message", "second",
                "times_seen", 2L,
                "open", false),
            Map.of(
                "kind", "check_failed",
                "severity", "warning",
                "message", "first",
                "times_seen", 1L,
                "open", true));
  }

  @Test
  void refusesASeverityThatNobodyKnows() {
    assertThatThrownBy(() -> new Alert("f", AlertKind.PARTITION, "huge", "s", "m"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
