/**
 * Raises alerts about records that did not become sales. After each settled batch, its devices'
 * alerts are opened, seen again or ended.
 */
package scout.activities.losses;
