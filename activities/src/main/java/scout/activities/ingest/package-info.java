/**
 * A file's journey as the database sees it: claimed, loaded into bronze in one transaction with its
 * ledger row, archived, and, when a person asks, replayed or discarded.
 */
package scout.activities.ingest;
