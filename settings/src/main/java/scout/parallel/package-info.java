/** Work in several threads, for every program; like the settings, it knows the JDK alone. */
package scout.parallel;
