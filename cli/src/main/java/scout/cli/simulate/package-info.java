/** A simulated fleet of devices: its uploads, including faults. */
package scout.cli.simulate;
