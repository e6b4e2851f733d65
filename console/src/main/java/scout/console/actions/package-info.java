/** What an operator can ask for: each shown before it is done, done by a workflow, and audited. */
package scout.console.actions;
