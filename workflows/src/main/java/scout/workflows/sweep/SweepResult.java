package scout.workflows.sweep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The outcome of a sweep, in objects.
 *
 * @param listed all objects in the input area
 * @param unsupported those left in place because their name has no known format
 * @param handedOver those whose journey was started or signalled
 * @param resumed files of the ledger whose interrupted journey was started again
 * @param hidden those left in place because their name begins with a dot
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SweepResult(
    long listed, long unsupported, long handedOver, long resumed, long hidden) {}
