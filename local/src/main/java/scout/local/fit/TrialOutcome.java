package scout.local.fit;

import java.util.Map;

/**
 * What some settings make of the inputs.
 *
 * @param read records
 * @param rejected records that can't be loaded
 * @param loaded records that would be loaded; none of a file that is refused
 * @param typed how many of these were tried in silver; the rest is beyond the sample
 * @param transactions sales that would be in silver
 * @param unkeyed records loaded that have no transaction id
 * @param rejectedBySilver records loaded whose values can't be read
 * @param overridden records whose id a later record of the same file has with other values
 * @param refusedFiles files that would be quarantined or left
 * @param codes reject code, of either stage, to how many records
 * @param lacking field to how many of the records tried lack it
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
    Map<String, Long> lacking) {
  /** Returns how many of the records tried would become no sale. */
  long lost() {
    return unkeyed + rejectedBySilver + overridden;
  }
}
