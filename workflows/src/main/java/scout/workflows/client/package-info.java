/** Starts and signals each workflow, for services, sweeps and commands alike. */
package scout.workflows.client;
