/**
 * How the commands speak to a person and to a script: tables, JSON, progress, questions, errors.
 */
package scout.cli.terminal;
