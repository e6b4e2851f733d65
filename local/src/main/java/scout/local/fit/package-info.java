/** Looks at files, proposes the settings that read them, and tries both on the real SQL. */
package scout.local.fit;
