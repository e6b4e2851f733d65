/** The daily workflow that makes room and lets go of what was kept long enough. */
package scout.workflows.housekeeping;
