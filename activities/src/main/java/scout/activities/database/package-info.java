/**
 * Connects activities to the database and keeps them alive meanwhile: pools that notice a lost
 * database, heartbeats, and failures without values of records.
 */
package scout.activities.database;
