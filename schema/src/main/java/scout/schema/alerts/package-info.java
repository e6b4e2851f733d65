/** Alerts: problems that a person should know of, opened once and resolved once. */
package scout.schema.alerts;
