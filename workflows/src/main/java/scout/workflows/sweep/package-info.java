/** The workflow that looks through the inbox and hands over what nobody works on. */
package scout.workflows.sweep;
