/**
 * The client commands of {@code ./scout}. They read the database as {@code scout_watch}, change
 * things only through Temporal, and start without a Spring context.
 */
package scout.cli.commands;
