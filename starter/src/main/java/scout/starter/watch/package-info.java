/** Notices silence: what should have happened and did not. */
package scout.starter.watch;
