package scout.activities.losses;

import java.util.Map;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;

/**
 * When lost records raise an alert.
 *
 * @param maxLostPercent a file that loses a larger share of its records raises it
 * @param prefix of all object keys
 */
public record LossSettings(int maxLostPercent, String prefix) {
  public LossSettings {
    if (maxLostPercent < 0 || maxLostPercent > 100) {
      throw new IllegalArgumentException("The share of lost records is 0 to 100 percent");
    }
  }

  /** Returns the defaults. */
  public static LossSettings defaults() {
    return of(new Settings(Map.of()));
  }

  /** Reads {@code SCOUT_MAX_LOST_PERCENT} (default 10) and the prefix of all keys. */
  public static LossSettings of(Settings settings) {
    return new LossSettings(
        settings.get(SettingCatalog.MAX_LOST_PERCENT), StorageSettings.prefix(settings));
  }
}
