package scout.activities.models.plan;

import static scout.models.SqlName.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.models.ReferenceDeclaration;
import scout.models.SqlName;
import scout.workflows.models.TablePlan;

/** Compares reference data with its table in force. */
final class ReferenceDifferences {
  private final Handle handle;
  private final ReferenceDeclaration reference;

  ReferenceDifferences(Handle handle, ReferenceDeclaration reference) {
    this.handle = handle;
    this.reference = reference;
  }

  /**
   * The table's part of a plan.
   *
   * @param held the table in force; null if there is none
   * @param readers the models that read it
   */
  TablePlan plan(DeclaredTable held, List<String> readers) {
    List<String> differences = new ArrayList<>();
    boolean loses = false;
    String change = "none";
    if (held == null) {
      change = "create";
      differences.add("A new table with " + reference.rows().size() + " rows.");
    } else {
      loses = ColumnDifferences.add(held.columns(), reference.modelColumns(), differences);
      if (!held.grain().equals(reference.grain())) {
        differences.add("Its key is " + String.join(", ", reference.grain()) + ".");
      }
      if (differences.isEmpty()) {
        rows(differences);
      }
      change = differences.isEmpty() ? "none" : "rebuild";
      if (differences.isEmpty() && !held.about().equals(reference.about())) {
        change = "adjust";
        differences.add("It is described in other words.");
      }
    }
    return new TablePlan(
        reference.table(),
        "reference",
        change,
        differences,
        loses,
        reference.grain(),
        List.of(),
        List.of(),
        readers,
        null,
        List.of());
  }

  private void rows(List<String> differences) {
    String names =
        reference.columns().stream()
            .map(column -> quote(column.name()))
            .collect(Collectors.joining(", "));
    String given = "SELECT " + names + " FROM pg_temp." + quote(reference.table());
    String there = "SELECT " + names + " FROM " + SqlName.table(reference.table());
    long fresh = count(given + " EXCEPT " + there);
    long gone = count(there + " EXCEPT " + given);
    if (fresh + gone > 0) {
      differences.add(fresh + " rows are new or differ, " + gone + " as they were are gone.");
    }
  }

  private long count(String rows) {
    return handle.createQuery("SELECT count(*) FROM (" + rows + ") r").mapTo(long.class).one();
  }
}
