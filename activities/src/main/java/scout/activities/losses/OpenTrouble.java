package scout.activities.losses;

import java.time.OffsetDateTime;

/**
 * An alert that is open.
 *
 * @param cause as the rule wrote it
 * @param raisedFrom when the first file that raised it was uploaded
 * @param raisedTo when the last one was
 * @param raisedKey the last one's object key
 */
record OpenTrouble(
    String kind,
    String subject,
    String cause,
    OffsetDateTime raisedFrom,
    OffsetDateTime raisedTo,
    String raisedKey) {}
