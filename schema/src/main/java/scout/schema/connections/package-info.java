/** Connections to the database that detect when the machine at the other end is gone. */
package scout.schema.connections;
