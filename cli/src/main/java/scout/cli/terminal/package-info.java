/** The commands' output for people and scripts: tables, JSON, progress, questions, errors. */
package scout.cli.terminal;
