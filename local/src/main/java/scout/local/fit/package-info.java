/** Examines files, proposes settings to read them, and tries both on the real SQL. */
package scout.local.fit;
