/** Brings silver, gold and platinum up to date with the changes below them. */
package scout.activities.layers;
