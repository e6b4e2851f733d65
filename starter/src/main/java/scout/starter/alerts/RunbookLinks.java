package scout.starter.alerts;

import java.net.URI;
import java.util.Optional;
import scout.schema.alerts.AlertKind;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** Where people read what to do about a kind of alerts. */
final class RunbookLinks {
  private final Optional<URI> page;

  private RunbookLinks(Optional<URI> page) {
    this.page = page;
  }

  static RunbookLinks of(Settings settings) {
    return new RunbookLinks(
        settings
            .find(SettingCatalog.RUNBOOKS_URL)
            .or(() -> settings.find(SettingCatalog.CONSOLE_URL).map(RunbookLinks::inConsole)));
  }

  private static URI inConsole(URI console) {
    return console.resolve("/console/runbooks");
  }

  /** The section's address, or else the page and section in the documentation. */
  String of(String kind) {
    return page.map(URI::toString).orElse(AlertKind.RUNBOOKS) + "#" + kind;
  }
}
