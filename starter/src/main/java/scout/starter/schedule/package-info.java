/** The starter's setup on Temporal: search attributes, the Schedules, the first refresh. */
package scout.starter.schedule;
