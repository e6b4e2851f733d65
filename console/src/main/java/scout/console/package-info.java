/** The console: pages for people, served by the starter. It reads, and asks workflows for work. */
package scout.console;
