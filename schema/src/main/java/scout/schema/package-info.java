/**
 * Migrates a database, or reports why it is unsuitable. Also holds the SQL of the layers, the
 * ledger and the alerts.
 */
package scout.schema;
