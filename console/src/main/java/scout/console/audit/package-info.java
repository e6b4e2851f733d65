/** What people asked for, and what became of the files that they asked about. */
package scout.console.audit;
