/**
 * The contract between clients and workers: task queues, workflow ids, search attributes, failure
 * codes and how inputs become JSON. Each workflow's interface, activities and records have their
 * own package. {@code client} starts and signals them; {@code impl} holds the deterministic
 * implementations.
 */
package scout.workflows;
