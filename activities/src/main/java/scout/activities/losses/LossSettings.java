package scout.activities.losses;

import java.util.Map;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;

/**
 * When a person is told of lost records.
 *
 * @param maxLostPercent more than this share of a file's records is too much
 * @param prefix what all object keys begin with
 */
public record LossSettings(int maxLostPercent, String prefix) {
  public LossSettings {
    if (maxLostPercent < 0 || maxLostPercent > 100) {
      throw new IllegalArgumentException("The share of lost records is 0 to 100 percent");
    }
  }

  /** What holds where nothing is set. */
  public static LossSettings defaults() {
    return of(new Settings(Map.of()));
  }

  /** Reads {@code SCOUT_MAX_LOST_PERCENT} (default 10) and the prefix of all keys. */
  public static LossSettings of(Settings settings) {
    return new LossSettings(
        settings.get(SettingCatalog.MAX_LOST_PERCENT), StorageSettings.prefix(settings));
  }
}
