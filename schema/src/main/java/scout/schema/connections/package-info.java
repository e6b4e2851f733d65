/** Connections to the database that notice when the machine at the other end is gone. */
package scout.schema.connections;
