package scout.starter.alerts;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;

/** Makes the targets that the settings name. */
final class AlertTargets {
  private final Settings settings;
  private final Duration limit;
  private final BoundedHttp http;

  private AlertTargets(Settings settings, Duration limit) {
    this.settings = settings;
    this.limit = limit;
    this.http = new BoundedHttp(limit);
  }

  /**
   * All targets by name, such as {@code slack:ops}.
   *
   * @param limit how long a target may take to answer
   * @throws SettingException if one is invalid; shows no value
   */
  static Map<String, AlertTarget> of(Settings settings, Duration limit) {
    AlertTargets maker = new AlertTargets(settings, limit);
    Map<String, AlertTarget> targets = new LinkedHashMap<>();
    for (TargetKind kind : TargetKind.values()) {
      settings
          .find(kind.setting())
          .orElse(Map.of())
          .forEach(
              (name, value) -> targets.put(kind.target(name), maker.target(kind, name, value)));
    }
    return targets;
  }

  private AlertTarget target(TargetKind kind, String name, String value) {
    try {
      return switch (kind) {
        case SLACK -> posting(value, new SlackFormat());
        case TEAMS -> posting(value, new TeamsFormat());
        case PAGERDUTY ->
            new HttpTarget(
                settings.get(SettingCatalog.PAGERDUTY_URL), new PagerDutyFormat(value), http);
        case MAIL -> new MailTarget(MailServer.of(settings, limit), value);
        case WEBHOOK -> posting(value, new WebhookFormat());
      };
    } catch (IllegalArgumentException e) {
      throw new SettingException(kind.setting().name(), name + " " + e.getMessage());
    }
  }

  private AlertTarget posting(String address, MessageFormat format) {
    return new HttpTarget(address(address), format, http);
  }

  /** The message of {@code URI.create} shows the address. */
  private static URI address(String text) {
    try {
      return SettingCatalog.ALERT_WEBHOOK_URL.parse(text);
    } catch (SettingException e) {
      throw new IllegalArgumentException("needs an address such as https://host/path", e);
    }
  }
}
