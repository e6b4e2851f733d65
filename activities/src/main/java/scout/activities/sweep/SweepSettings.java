package scout.activities.sweep;

import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * How a sweep hands over what it finds.
 *
 * @param maxUnfinished how many files may be under way before it waits, at least 1
 * @param bulkMinFiles a sweep that finds more small files than this uses the bulk lane
 * @param bulkMaxBytes a file with fewer bytes is small
 */
public record SweepSettings(int maxUnfinished, int bulkMinFiles, long bulkMaxBytes) {
  public SweepSettings {
    if (maxUnfinished < 1 || bulkMinFiles < 0 || bulkMaxBytes < 0) {
      throw new IllegalArgumentException("At least one file must be allowed, and none below zero");
    }
  }

  /**
   * Reads {@code SCOUT_SWEEP_MAX_UNFINISHED}, {@code SCOUT_BULK_MIN_FILES} and {@code
   * SCOUT_BULK_MAX_BYTES}.
   */
  public static SweepSettings of(Settings settings) {
    return new SweepSettings(
        settings.get(SettingCatalog.SWEEP_MAX_UNFINISHED),
        settings.get(SettingCatalog.BULK_MIN_FILES),
        settings.get(SettingCatalog.BULK_MAX_BYTES));
  }
}
