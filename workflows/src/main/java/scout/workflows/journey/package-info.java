/**
 * The workflow of one object: from its arrival to its rest, and what people ask of it meanwhile.
 */
package scout.workflows.journey;
