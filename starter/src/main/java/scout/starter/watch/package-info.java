/** Detects silence: events that should have happened but did not. */
package scout.starter.watch;
