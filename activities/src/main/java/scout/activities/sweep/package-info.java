/** Finds what lies in the bucket, and tells the journeys and the refresh about it. */
package scout.activities.sweep;
