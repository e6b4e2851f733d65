package scout.activities.models.plan;

import java.util.List;
import java.util.Set;
import scout.models.ModelColumn;

/**
 * A table that a model can read, in the form that it will have.
 *
 * @param name without schema
 * @param columns in their order
 * @param slices by which of its columns its changes are told; of others, all is told
 * @param rows where rows in this form are
 * @param read the SELECT that gives rows that are nowhere yet; null if they are somewhere
 */
record PlannedTable(
    String name, List<ModelColumn> columns, Set<String> slices, Rows rows, String read) {
  /** Where rows are that have a table's planned form. */
  enum Rows {
    /** In the schema {@code scout}. */
    HELD,
    /** In the temporary table of the plan. */
    GIVEN,
    /** A model's text computes them. */
    COMPUTED,
    /** Nowhere before the declaration is applied. */
    LATER
  }

  /** A table whose rows are somewhere. */
  PlannedTable(String name, List<ModelColumn> columns, Set<String> slices, Rows rows) {
    this(name, columns, slices, rows, null);
  }

  PlannedTable {
    columns = List.copyOf(columns);
    slices = Set.copyOf(slices);
  }
}
