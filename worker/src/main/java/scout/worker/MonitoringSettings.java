package scout.worker;

import java.time.Duration;
import java.util.Optional;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * How the worker is watched.
 *
 * @param address where it answers {@code /metrics} and {@code /health}
 * @param port empty if it answers nobody; 0 is any free one
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
