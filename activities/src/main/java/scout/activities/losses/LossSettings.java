package scout.activities.losses;

import scout.settings.Settings;
import scout.settings.StorageSettings;

/**
 * When a person is told of lost records.
 *
 * @param maxLostPercent more than this share of a file's records is too much
 * @param prefix what all object keys begin with
 */
public record LossSettings(int maxLostPercent, String prefix) {
  private static final int DEFAULT_PERCENT = 10;
  private static final int MOST_PERCENT = 100;

  public LossSettings {
    if (maxLostPercent < 0 || maxLostPercent > MOST_PERCENT) {
      throw new IllegalArgumentException("The share of lost records is 0 to 100 percent");
    }
  }

  /** What holds where nothing is set. */
  public static LossSettings defaults() {
    return new LossSettings(DEFAULT_PERCENT, "scout/v1/bronze/");
  }

  /** Reads {@code SCOUT_MAX_LOST_PERCENT} (default 10) and the prefix of all keys. */
  public static LossSettings of(Settings settings) {
    return new LossSettings(
        settings.number("SCOUT_MAX_LOST_PERCENT", DEFAULT_PERCENT, 0, MOST_PERCENT),
        StorageSettings.prefix(settings));
  }
}
