/** Servers whose certificates an authority of their own signed. */
package scout.system.tls;
