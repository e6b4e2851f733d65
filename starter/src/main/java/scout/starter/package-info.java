/**
 * The Spring Boot application that keeps the Schedules, takes storage events and watches for
 * silence. It only asks for work; the worker does it.
 */
package scout.starter;
