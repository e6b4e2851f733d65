/** The oracle: is everything that was stored accounted for? It reads, and changes nothing. */
package scout.cli.verify;
