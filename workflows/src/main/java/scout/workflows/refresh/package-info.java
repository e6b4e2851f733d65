/** The workflow that brings the layers up to date whenever something is due. */
package scout.workflows.refresh;
