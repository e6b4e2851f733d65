/**
 * Traces by OpenTelemetry, where a collector is set. A file's trace is named by its version, so
 * that starter and workers write to the same one without telling each other.
 */
package scout.traces;
