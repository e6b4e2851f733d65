/**
 * Turns a file's bytes into records and rejects. {@link scout.activities.parse.RecordReader} is the
 * way in: framing finds where each record begins and ends without needing valid content, then every
 * record is checked on its own, so that one bad record never costs another.
 */
package scout.activities.parse;
