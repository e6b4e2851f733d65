package scout.worker;

import java.time.Duration;
import java.util.Optional;
import scout.settings.Settings;

/**
 * How the worker is watched.
 *
 * @param address where it answers {@code /metrics} and {@code /health}
 * @param port empty if it answers nobody; 0 is any free one
 * @param eventDelay how long a storage event may take before it counts as lost
 */
record MonitoringSettings(String address, Optional<Integer> port, Duration eventDelay) {
  static final String PORT = "SCOUT_METRICS_PORT";
  private static final int HIGHEST = 65_535;

  static MonitoringSettings of(Settings settings) {
    return new MonitoringSettings(
        settings.text("SCOUT_METRICS_ADDRESS", "127.0.0.1"),
        settings.find(PORT).map(set -> settings.number(PORT, 0, 0, HIGHEST)),
        settings.duration("SCOUT_EVENT_DELAY", Duration.ofMinutes(1)));
  }
}
