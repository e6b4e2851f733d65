package scout.cli.verify;

/**
 * One finding of a proof.
 *
 * @param subject its subject: an object key, or a store-day in words
 * @param recordNo the record, from 1; null if not about a single one
 * @param detail what was found
 */
public record ProofFinding(String subject, Long recordNo, String detail) {}
