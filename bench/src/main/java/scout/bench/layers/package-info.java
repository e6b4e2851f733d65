/** What the layers cost: refreshes at several sizes of history, and a rebuild. */
package scout.bench.layers;
