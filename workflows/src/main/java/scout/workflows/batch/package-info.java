/** The workflow of many small files, which are loaded and archived in groups. */
package scout.workflows.batch;
