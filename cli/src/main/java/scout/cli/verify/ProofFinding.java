package scout.cli.verify;

/**
 * One thing that a proof met.
 *
 * @param subject what it is about: an object key, or a store-day in words
 * @param recordNo the record, from 1; null if it isn't about a single one
 * @param detail what is the matter
 */
public record ProofFinding(String subject, Long recordNo, String detail) {}
