/** The workflow that lists the inbox and hands over objects that have no journey yet. */
package scout.workflows.sweep;
