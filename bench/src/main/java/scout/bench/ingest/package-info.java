/** Benchmarks of everything up to bronze and the archive, and of the whole way to gold. */
package scout.bench.ingest;
