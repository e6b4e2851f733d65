/** Machines that vanish: their link is taken away, and nobody says goodbye. */
package scout.system.vanish;
