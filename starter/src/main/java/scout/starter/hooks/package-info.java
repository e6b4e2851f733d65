/** The storage webhook: events about new objects become journeys. */
package scout.starter.hooks;
