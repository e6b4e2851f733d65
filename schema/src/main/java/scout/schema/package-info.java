/**
 * Brings a database up to date and says what is wrong with one that can't be; and where the SQL of
 * the layers, the ledger and the alerts is found.
 */
package scout.schema;
