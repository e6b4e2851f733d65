/** The source that people declare: its columns and child tables, and how they are filled. */
package scout.workflows.sources;
