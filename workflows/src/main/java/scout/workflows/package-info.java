/**
 * The contract between everything that asks Scout for work and everything that does it: workflow
 * and activity interfaces, the records they exchange, task queues, workflow ids and search
 * attributes. The deterministic implementations live in {@code scout.workflows.run}.
 */
package scout.workflows;
