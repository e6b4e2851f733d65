package scout.workflows.sweep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a sweep saw and did, in objects.
 *
 * @param listed all that lie in the input area
 * @param unsupported those left in place because their name says no known format
 * @param handedOver those for which a journey was started or told
 * @param resumed files of the ledger whose journey had been cut short and was started again
 * @param hidden those left in place because their name begins with a dot
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SweepResult(
    long listed, long unsupported, long handedOver, long resumed, long hidden) {}
