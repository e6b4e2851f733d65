/** The limits that Scout is measured beside: the least possible cost of each task. */
package scout.bench.ingest.bare;
