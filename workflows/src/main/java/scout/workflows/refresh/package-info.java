/** The workflow that refreshes the layers whenever new data is due. */
package scout.workflows.refresh;
