/** A fleet of devices that isn't there: what it would upload, its faults included. */
package scout.cli.simulate;
