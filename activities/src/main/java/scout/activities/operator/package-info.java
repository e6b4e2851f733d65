/** What people ask for in the console, written to the audit and carried out. */
package scout.activities.operator;
