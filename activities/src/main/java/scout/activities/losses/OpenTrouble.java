package scout.activities.losses;

import java.time.OffsetDateTime;

/**
 * An alert that is open.
 *
 * @param cause as the rule wrote it
 * @param raisedFrom upload time of the first file that raised it
 * @param raisedTo upload time of the last one
 * @param raisedKey object key of the last one
 */
record OpenTrouble(
    String kind,
    String subject,
    String cause,
    OffsetDateTime raisedFrom,
    OffsetDateTime raisedTo,
    String raisedKey) {}
