/**
 * Turns a file's bytes into records and rejects; start at {@link
 * scout.activities.parse.RecordReader}. Framing finds where each record begins and ends, even if
 * its content is invalid. Then every record is checked alone, so that one bad record never costs
 * another.
 */
package scout.activities.parse;
