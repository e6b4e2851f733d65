/** The one way to start and to signal each workflow, for services, sweeps and commands alike. */
package scout.workflows.client;
