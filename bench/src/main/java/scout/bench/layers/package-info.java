/** Benchmarks of the layers: refreshes at several sizes of history, and a rebuild. */
package scout.bench.layers;
