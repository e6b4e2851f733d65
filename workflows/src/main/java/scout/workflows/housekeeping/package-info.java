/** The daily workflow that creates partitions and applies the retention settings. */
package scout.workflows.housekeeping;
