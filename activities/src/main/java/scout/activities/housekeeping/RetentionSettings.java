package scout.activities.housekeeping;

import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * How long data is kept; 0 means for ever. The ledger, silver, gold and platinum are always kept.
 *
 * @param bronzeMonths whole months of bronze beside the current one
 * @param rejectedRawDays the raw bytes of rejected records
 * @param checkResultsDays the history of checks
 * @param alertsDays alerts, after they have ended
 * @param runsDays the rows of refreshes and sweeps
 */
public record RetentionSettings(
    int bronzeMonths, int rejectedRawDays, int checkResultsDays, int alertsDays, int runsDays) {
  /** Reads {@code SCOUT_RETAIN_…}; by default only check results and runs expire. */
  public static RetentionSettings of(Settings settings) {
    return new RetentionSettings(
        settings.get(SettingCatalog.RETAIN_BRONZE_MONTHS),
        settings.get(SettingCatalog.RETAIN_REJECTED_RAW_DAYS),
        settings.get(SettingCatalog.RETAIN_CHECK_RESULTS_DAYS),
        settings.get(SettingCatalog.RETAIN_ALERTS_DAYS),
        settings.get(SettingCatalog.RETAIN_RUNS_DAYS));
  }
}
