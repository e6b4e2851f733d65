/**
 * Tells people of records that did not become sales: after a batch of files is settled, its
 * devices' alerts are opened, seen again or ended.
 */
package scout.activities.losses;
