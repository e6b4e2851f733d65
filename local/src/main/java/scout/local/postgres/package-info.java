/** An embedded PostgreSQL with its data in the home. */
package scout.local.postgres;
