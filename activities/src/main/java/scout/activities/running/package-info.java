/** What long-running activities share: they heartbeat, and end when they are told to. */
package scout.activities.running;
