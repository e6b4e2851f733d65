package scout.workflows.housekeeping;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a day's housekeeping did.
 *
 * @param monthsMade partitions of bronze created ahead
 * @param monthsRetired partitions of bronze dropped
 * @param monthsWaiting partitions that are old enough but hold a file that silver has not read
 * @param rejectedForgotten rejected records whose raw bytes were deleted
 * @param resultsDeleted old results of checks
 * @param alertsDeleted old resolved alerts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HousekeepingResult(
    int monthsMade,
    int monthsRetired,
    int monthsWaiting,
    long rejectedForgotten,
    long resultsDeleted,
    long alertsDeleted) {}
