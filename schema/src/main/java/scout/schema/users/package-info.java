/** The people who sign in to the console with a password. */
package scout.schema.users;
