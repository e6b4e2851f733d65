/**
 * The deterministic workflows. They decide what happens next and touch nothing themselves: no
 * clock, no randomness, no thread, no input or output but through Temporal. A change to them must
 * replay every committed history, else it stands behind {@code Workflow.getVersion}.
 */
package scout.workflows.impl;
