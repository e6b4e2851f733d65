package scout.starter.alerts;

import java.util.Locale;
import java.util.Map;
import scout.settings.Setting;
import scout.settings.SettingCatalog;

/** The kinds of targets, each with the setting that names them. */
enum TargetKind {
  SLACK(SettingCatalog.ALERT_SLACK),
  TEAMS(SettingCatalog.ALERT_TEAMS),
  PAGERDUTY(SettingCatalog.ALERT_PAGERDUTY),
  MAIL(SettingCatalog.ALERT_MAIL),
  WEBHOOK(SettingCatalog.ALERT_WEBHOOKS);

  private final Setting<Map<String, String>> setting;

  TargetKind(Setting<Map<String, String>> setting) {
    this.setting = setting;
  }

  /** Names to addresses or keys. */
  Setting<Map<String, String>> setting() {
    return setting;
  }

  /** A target of this kind in routes and tables, e.g. {@code slack:ops}. */
  String target(String name) {
    return name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
