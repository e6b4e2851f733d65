package scout.starter.schedule;

import java.time.Duration;
import scout.schema.settings.Settings;

/**
 * When sweeps begin by themselves.
 *
 * @param cron five fields, UTC
 * @param catchUp how late a sweep may begin that was missed while Temporal was down
 * @param jitter each sweep begins up to so much later, so that many installations don't all list
 *     their buckets in the same second
 */
public record SweepCadence(String cron, Duration catchUp, Duration jitter) {
  /** The time between two sweeps. */
  public static final Duration PERIOD = Duration.ofMinutes(15);

  /** Every 15 minutes; the jitter is the setting {@code SCOUT_SWEEP_JITTER}, by default none. */
  public static SweepCadence of(Settings settings) {
    return new SweepCadence(
        "*/15 * * * *", PERIOD, settings.duration("SCOUT_SWEEP_JITTER", Duration.ZERO));
  }

  /** Changes when any of it does. */
  String fingerprint() {
    return cron + " catch-up " + catchUp + " jitter " + jitter + " overlap skip";
  }
}
