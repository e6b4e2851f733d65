/** The quality checks: definitions anyone may add, run as a role that can only read. */
package scout.activities.checks;
