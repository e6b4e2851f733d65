/** The settings, read from the environment with their types and ranges checked. */
package scout.settings;
