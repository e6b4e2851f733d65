/** What to do about an alert, as the documentation has it. */
package scout.console.runbooks;
