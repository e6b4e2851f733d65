package scout.workflows;

import java.util.List;

/**
 * A part of a rebuild of silver, committed by itself.
 *
 * @param tables what it changed, table by table
 * @param files how many files it took
 * @param records how many records they hold in bronze
 * @param after the ledger's number of the last of them, where the next slice goes on; null if there
 *     is none
 */
public record RebuildSlice(List<TableChange> tables, long files, long records, Long after) {}
