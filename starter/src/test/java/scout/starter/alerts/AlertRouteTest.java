package scout.starter.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.schema.alerts.AlertSeverity;
import scout.settings.SettingException;
import scout.settings.Settings;

class AlertRouteTest {
  private static final Map<String, String> SLACK =
      Map.of("SCOUT_ALERT_SLACK", "ops=https://secret.example/hidden");

  private static AlertNews news(String kind, AlertSeverity severity, String device, String table) {
    return new AlertNews(1, 1, kind, severity, device, table);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-> slack:ops                               | true",
        "* → slack:ops                              | true",
        "warning -> slack:ops                       | true",
        "critical -> slack:ops                      | false",
        "kind=file_lost,device_silent -> slack:ops  | true",
        "kind=file_* -> slack:ops                   | true",
        "kind=device_silent -> slack:ops            | false",
        "device=till-* -> slack:ops                 | true",
        "device=till -> slack:ops                   | false",
        "info kind=file_lost device=*01 -> slack:ops, mail:shops | true",
        "table=* -> slack:ops                       | false",
      })
  void fitsByEachCondition(String line, boolean fits) {
    assertThat(
            AlertRoute.parse(line).fits(news("file_lost", AlertSeverity.WARNING, "till-01", null)))
        .isEqualTo(fits);
  }

  @Test
  void fitsByTable() {
    AlertRoute route = AlertRoute.parse("table=gold* -> slack:ops");
    assertThat(
            route.fits(news("check_failed", AlertSeverity.INFO, null, "gold_store_daily_summary")))
        .isTrue();
    assertThat(route.fits(news("layers_behind", AlertSeverity.CRITICAL, null, "silver"))).isFalse();
    assertThat(route.targets()).containsExactly("slack:ops");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "critical slack:ops                | needs the form CONDITIONS -> TARGETS",
        "critical ->                       | needs the form CONDITIONS -> TARGETS",
        "urgent -> slack:ops               | has the word urgent; conditions are info",
        "store=1 -> slack:ops              | has the condition store; there are kind",
        "kind= -> slack:ops                | lacks a word after kind=",
        "kind=lost_file -> slack:ops       | names the kind lost_file, which there is not; there"
            + " are quarantined_file",
        "kind=file_lost kind=partition -> slack:ops | has the condition kind twice",
        "critical -> slack:night           | names the target slack:night; there are slack:ops",
      })
  void saysWhatIsWrong(String line, String problem) {
    Settings settings = settings(Map.of("SCOUT_ALERT_ROUTES", line));
    assertThatThrownBy(() -> routes(settings))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("SCOUT_ALERT_ROUTES: '" + line + "'")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SCOUT_ALERT_SLACK     | ops=hidden       | ops needs an address",
        "SCOUT_ALERT_WEBHOOKS  | ops=h ttp://hidden | ops needs an address",
        "SCOUT_ALERT_PAGERDUTY | night=hidden     | night is no integration key",
        "SCOUT_ALERT_MAIL      | ops=@            | SCOUT_SMTP_URL: is not set",
      })
  void saysWhichTargetIsWrongWithoutItsValue(String name, String value, String problem) {
    Settings settings = new Settings(Map.of(name, value, "SCOUT_ALERT_ROUTES", "-> slack:ops"));
    assertThatThrownBy(() -> routes(settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void wantsARouteWhereThereAreTargets() {
    assertThatThrownBy(() -> routes(settings(Map.of())))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("give a route such as warning -> slack:ops");
    assertThatCode(() -> routes(new Settings(Map.of()))).doesNotThrowAnyException();
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(SLACK);
    all.putAll(more);
    return new Settings(all);
  }

  private static AlertRoutes routes(Settings settings) {
    return AlertRoutes.of(settings, AlertTargets.of(settings, Duration.ofSeconds(1)).keySet());
  }
}
