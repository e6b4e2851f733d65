/**
 * The steps of a file's journey: claim it, load it into bronze in one transaction with its ledger
 * row, archive it and, on request, reprocess or discard it.
 */
package scout.activities.ingest;
