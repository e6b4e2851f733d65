/** The devices, by what their files say. */
package scout.console.devices;
