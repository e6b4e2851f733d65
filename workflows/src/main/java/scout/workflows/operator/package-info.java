/** An action that a person asks for in the console: recorded, carried out, concluded. */
package scout.workflows.operator;
