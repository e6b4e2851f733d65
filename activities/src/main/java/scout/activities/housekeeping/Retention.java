package scout.activities.housekeeping;

import scout.settings.Settings;

/**
 * How long things are kept; 0 is for ever. The ledger, silver, gold and platinum are always kept.
 *
 * @param bronzeMonths whole months of bronze beside the current one
 * @param rejectedRawDays the raw bytes of rejected records
 * @param checkResultsDays the history of checks
 * @param alertsDays alerts, after they are over
 */
public record Retention(
    int bronzeMonths, int rejectedRawDays, int checkResultsDays, int alertsDays) {
  private static final int MOST_MONTHS = 1_200;
  private static final int MOST_DAYS = 36_500;

  /** Reads {@code SCOUT_RETAIN_…}; only the results of checks have an end by default. */
  public static Retention of(Settings settings) {
    return new Retention(
        settings.number("SCOUT_RETAIN_BRONZE_MONTHS", 0, 0, MOST_MONTHS),
        settings.number("SCOUT_RETAIN_REJECTED_RAW_DAYS", 0, 0, MOST_DAYS),
        settings.number("SCOUT_RETAIN_CHECK_RESULTS_DAYS", 90, 0, MOST_DAYS),
        settings.number("SCOUT_RETAIN_ALERTS_DAYS", 0, 0, MOST_DAYS));
  }
}
