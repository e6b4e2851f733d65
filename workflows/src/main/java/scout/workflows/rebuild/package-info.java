/** The workflow that recomputes a layer and those above it. */
package scout.workflows.rebuild;
