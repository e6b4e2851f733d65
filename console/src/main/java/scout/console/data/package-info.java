/** What the pages read from the database, as a role that may change nothing. */
package scout.console.data;
