/** What the starter sets up on Temporal: search attributes, the Schedule, the first refresh. */
package scout.starter.schedule;
