/** How the programs reach Temporal: at which address, by which certificate or key. */
package scout.temporal;
