package scout.worker;

import java.time.Duration;
import java.util.Optional;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * The settings of the worker's monitoring.
 *
 * @param address the address of {@code /metrics} and {@code /health}
 * @param port empty for no page; 0 is any free one
 * @param eventDelay how long a storage event may take before it counts as lost
 */
record MonitoringSettings(String address, Optional<Integer> port, Duration eventDelay) {
  static MonitoringSettings of(Settings settings) {
    return new MonitoringSettings(
        settings.get(SettingCatalog.METRICS_ADDRESS),
        settings.find(SettingCatalog.METRICS_PORT),
        settings.get(SettingCatalog.EVENT_DELAY));
  }
}
