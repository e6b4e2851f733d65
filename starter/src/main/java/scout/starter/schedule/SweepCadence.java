package scout.starter.schedule;

import java.time.Duration;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * When scheduled sweeps start.
 *
 * @param period the time between two sweeps, whole minutes that divide an hour
 * @param catchUp how late a sweep that was missed while Temporal was down may start
 * @param jitter each sweep starts up to this much later, so that many installations don't list
 *     their buckets in the same second
 */
public record SweepCadence(Duration period, Duration catchUp, Duration jitter) {
  private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

  public SweepCadence {
    if (period.toMinutes() < 1 || Duration.ofHours(1).toMinutes() % period.toMinutes() != 0) {
      throw new IllegalArgumentException("Sweeps can't begin every " + period);
    }
  }

  /** Every 15 minutes; the jitter is the setting {@code SCOUT_SWEEP_JITTER}, by default none. */
  public static SweepCadence of(Settings settings) {
    return new SweepCadence(QUARTER_HOUR, QUARTER_HOUR, settings.get(SettingCatalog.SWEEP_JITTER));
  }

  /** The same in five fields, UTC, without the jitter. */
  String cron() {
    return "*/" + period.toMinutes() + " * * * *";
  }
}
