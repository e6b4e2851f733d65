/**
 * The Spring Boot application that maintains the Schedules, receives storage events and watches for
 * silence. It only requests work; the worker does it.
 */
package scout.starter;
