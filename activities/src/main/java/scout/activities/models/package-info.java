/** Declared models: which are in force, and how their tables follow what they read. */
package scout.activities.models;
