/**
 * The deterministic workflows. They decide what happens next. They use clock, randomness, threads,
 * input and output only through Temporal. A change must replay every committed history, or stand
 * behind {@code Workflow.getVersion}.
 */
package scout.workflows.impl;
