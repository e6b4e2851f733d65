/** The workflow of one object, from arrival to rest, and the requests that people send it. */
package scout.workflows.journey;
