/** The least that each thing could cost: what Scout is measured beside. */
package scout.bench.ingest.bare;
