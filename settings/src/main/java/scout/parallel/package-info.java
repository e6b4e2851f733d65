/** Work in several threads, for every program. Like the settings, it uses only the JDK. */
package scout.parallel;
