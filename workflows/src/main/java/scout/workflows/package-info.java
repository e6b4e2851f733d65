/**
 * What everything that asks Scout for work shares with everything that does it: task queues,
 * workflow ids, search attributes, failure codes and how inputs become JSON. Each workflow's
 * interface, its activities and its records have a package of their own; {@code client} starts and
 * signals them, and the deterministic implementations live in {@code impl}.
 */
package scout.workflows;
