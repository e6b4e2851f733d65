package scout.console.tables;

import java.time.OffsetDateTime;
import scout.schema.catalog.CatalogTable;

/**
 * A table in a list.
 *
 * @param rows how many; -1 for a view that nobody counted
 * @param exact false if the number is the database's estimate
 * @param fresh the time of its newest row; null if it is empty
 */
public record TableSummary(
    CatalogTable table, TableHealth health, long rows, boolean exact, OffsetDateTime fresh) {}
