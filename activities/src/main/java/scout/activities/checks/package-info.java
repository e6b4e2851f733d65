/** Quality checks. Anyone may add definitions; they run as a read-only role. */
package scout.activities.checks;
