/** How the programs connect to Temporal: the address, the certificate or key. */
package scout.temporal;
