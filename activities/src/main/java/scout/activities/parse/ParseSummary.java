package scout.activities.parse;

import java.util.Map;

/**
 * What came of one file.
 *
 * @param read how many records the file holds
 * @param loaded how many were handed over as good
 * @param rejected how many were rejected
 * @param bytes the length of the decompressed file
 * @param payloadKeys how many good records have each top-level key, in order of first sight; at
 *     most {@link #MAX_PAYLOAD_KEYS} keys beside the looked-for names and some that are like them;
 *     further ones and those of more than 200 bytes are not counted
 * @param dialect what was done so that the file could be read, as a JSON object with the members of
 *     {@link DialectNote}; null if nothing
 * @param converted whether the content was unpacked or converted against what its name says
 * @param hint what most rejected records share and what to do about it, for people; null if nothing
 */
public record ParseSummary(
    long read,
    long loaded,
    long rejected,
    long bytes,
    Map<String, Long> payloadKeys,
    String dialect,
    boolean converted,
    String hint) {

  /** How many different top-level keys are counted in one file. */
  public static final int MAX_PAYLOAD_KEYS = 1_000;

  public ParseSummary {
    if (read != loaded + rejected) {
      throw new IllegalArgumentException(
          "Read " + read + " is not loaded " + loaded + " + rejected " + rejected + ".");
    }
  }
}
