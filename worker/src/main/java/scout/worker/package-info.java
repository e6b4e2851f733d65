/** The Spring Boot application that executes workflows and activities. */
package scout.worker;
