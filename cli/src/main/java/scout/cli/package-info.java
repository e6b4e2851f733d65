/**
 * The client commands as a program of their own. They ask Temporal, read the database and look at
 * the bucket; who does the work, and where, they don't know.
 */
package scout.cli;
