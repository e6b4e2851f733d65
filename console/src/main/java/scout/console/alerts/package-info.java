/** Alerts, open and past, and what people did. */
package scout.console.alerts;
