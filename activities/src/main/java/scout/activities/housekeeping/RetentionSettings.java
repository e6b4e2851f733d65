package scout.activities.housekeeping;

import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * How long things are kept; 0 is for ever. The ledger, silver, gold and platinum are always kept.
 *
 * @param bronzeMonths whole months of bronze beside the current one
 * @param rejectedRawDays the raw bytes of rejected records
 * @param checkResultsDays the history of checks
 * @param alertsDays alerts, after they are over
 * @param runsDays what refreshes and sweeps have done
 */
public record RetentionSettings(
    int bronzeMonths, int rejectedRawDays, int checkResultsDays, int alertsDays, int runsDays) {
  /**
   * Reads {@code SCOUT_RETAIN_…}; only the results of checks and the runs have an end by default.
   */
  public static RetentionSettings of(Settings settings) {
    return new RetentionSettings(
        settings.get(SettingCatalog.RETAIN_BRONZE_MONTHS),
        settings.get(SettingCatalog.RETAIN_REJECTED_RAW_DAYS),
        settings.get(SettingCatalog.RETAIN_CHECK_RESULTS_DAYS),
        settings.get(SettingCatalog.RETAIN_ALERTS_DAYS),
        settings.get(SettingCatalog.RETAIN_RUNS_DAYS));
  }
}
