package scout.workflows;

import java.util.List;

/**
 * The rows of a table that differed from what they are computed from.
 *
 * @param table e.g. {@code gold_store_daily_summary}
 * @param inserted rows that were missing
 * @param updated rows with another value; a moved {@code last_updated} alone is none
 * @param deleted rows that have nothing left below them
 * @param first the first of them in the order of their keys
 */
public record TableChange(
    String table, long inserted, long updated, long deleted, List<RowChange> first) {
  public TableChange {
    first = List.copyOf(first);
  }

  /** All rows that differed. */
  public long rows() {
    return inserted + updated + deleted;
  }
}
