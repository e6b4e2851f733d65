/**
 * The base of every embedded part: the home's folder, its lock, secrets and ports, and server
 * processes.
 */
package scout.local.home;
