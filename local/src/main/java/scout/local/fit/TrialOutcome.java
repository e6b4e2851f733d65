package scout.local.fit;

import java.util.List;
import java.util.Map;

/**
 * The outcome of the inputs with some settings.
 *
 * @param read records
 * @param rejected records that can't be loaded
 * @param loaded records that would be loaded; none of a refused file
 * @param typed how many of these were tried in silver; the rest exceeds the sample
 * @param transactions sales that would be in silver
 * @param unkeyed loaded records without a transaction id
 * @param rejectedBySilver loaded records with unreadable values
 * @param overridden records replaced by a later record of the same file with the same id and other
 *     values
 * @param refusedFiles files that would be quarantined or left
 * @param codes reject code, of either stage, to how many records
 * @param lacking field to how many of the tried records lack it
 * @param key the fields that tell the tried sales apart where several have one id; empty if none
 *     do, or if no two have one
 */
record TrialOutcome(
    long read,
    long rejected,
    long loaded,
    long typed,
    long transactions,
    long unkeyed,
    long rejectedBySilver,
    long overridden,
    long refusedFiles,
    Map<String, Long> codes,
    Map<String, Long> lacking,
    List<String> key) {
  /** Returns how many of the tried records would become no sale. */
  long lost() {
    return unkeyed + rejectedBySilver + overridden;
  }
}
