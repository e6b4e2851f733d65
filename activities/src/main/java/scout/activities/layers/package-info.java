/** Silver, gold and platinum, brought up to date from what changed below them. */
package scout.activities.layers;
