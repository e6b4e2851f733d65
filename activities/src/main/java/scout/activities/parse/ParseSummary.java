package scout.activities.parse;

import java.util.Map;

/**
 * The result of reading one file.
 *
 * @param read how many records the file holds
 * @param loaded how many were handed over as good
 * @param rejected how many were rejected
 * @param bytes the length of the decompressed file
 * @param payloadKeys how many good records have each top-level key, in order of first sight; at
 *     most {@link #MAX_PAYLOAD_KEYS} keys besides the expected names and some similar ones; without
 *     further keys and those of more than 200 bytes
 * @param dialect what was done to read the file, as a JSON object with the members of {@link
 *     DialectNote}; null if nothing
 * @param converted whether the content was unpacked or converted in contradiction to its name
 * @param hint what most rejected records share and what to do about it, for people, else what is
 *     wrong with the first; null if none is rejected
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
