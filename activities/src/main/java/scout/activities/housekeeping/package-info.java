/** Partitions made ahead and retention. */
package scout.activities.housekeeping;
