/** Tells people of alerts where they are: routes, targets, messages that survive a crash. */
package scout.starter.alerts;
