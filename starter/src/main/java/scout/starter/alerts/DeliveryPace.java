package scout.starter.alerts;

import java.time.Duration;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * How long each thing waits.
 *
 * @param group between two messages of one kind to a target, so that many alerts are one
 * @param repeat until an alert that nobody acknowledged is told again; zero is never
 * @param limit how long a target may take to answer
 * @param round how long a round may send
 */
record DeliveryPace(Duration group, Duration repeat, Duration limit, Duration round) {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** Doubling ten seconds more often is beyond the longest pause. */
  private static final int DOUBLINGS = 7;

  static DeliveryPace of(Settings settings) {
    return new DeliveryPace(
        Duration.ofMinutes(5),
        settings.get(SettingCatalog.ALERT_REPEAT),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30));
  }

  /**
   * The pause after a failed attempt: 10 seconds, doubled each time up to 15 minutes.
   *
   * @param attempts how many failed before
   */
  Duration after(int attempts, DeliveryFailure failure) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
    Duration pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause.compareTo(failure.pause()) > 0 ? pause : failure.pause();
  }
}
