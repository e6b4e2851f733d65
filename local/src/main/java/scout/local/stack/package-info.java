/** Everything that Scout needs, started in one process. */
package scout.local.stack;
