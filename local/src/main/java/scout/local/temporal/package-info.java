/** Finds or starts a Temporal, and installs the real one. */
package scout.local.temporal;
