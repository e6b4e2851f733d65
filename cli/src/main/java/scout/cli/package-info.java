/**
 * The client commands as their own program. They call Temporal, read the database and inspect the
 * bucket. They don't know which worker does the work.
 */
package scout.cli;
