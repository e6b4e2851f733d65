/**
 * Everything on one machine: the entry point behind {@code ./scout}, and the commands that start
 * the servers with the worker and the starter in one process.
 */
package scout.local;
