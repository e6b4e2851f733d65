/** Finds the objects in the bucket and signals the journeys and the refresh. */
package scout.activities.sweep;
