/**
 * What every embedded part needs: the home's folder, its lock, secrets and ports, and processes of
 * their own.
 */
package scout.local.home;
