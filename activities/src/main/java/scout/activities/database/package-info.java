/**
 * How activities reach the database and stay alive meanwhile: pools that notice when it is gone,
 * heartbeats, and what of its failures may be told.
 */
package scout.activities.database;
