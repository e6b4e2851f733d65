package scout.activities.models.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.models.JudgedModel;

/** Which indexes would let a refresh of a model read its slices alone. */
final class MissingIndexes {
  private final Handle handle;
  private final Map<String, PlannedTable> tables;

  MissingIndexes(Handle handle, Map<String, PlannedTable> tables) {
    this.handle = handle;
    this.tables = tables;
  }

  /** A sentence for each. */
  List<String> of(JudgedModel model) {
    List<String> missing = new ArrayList<>();
    for (String input : model.inputs()) {
      List<String> by =
          model.declaration().slice().stream()
              .filter(tables.get(input).slices()::contains)
              .toList();
      if (!by.isEmpty() && isThere(input) && !hasIndex(input, by)) {
        String columns = String.join(", ", by);
        missing.add(
            "No index of "
                + input
                + " begins with "
                + columns
                + ", so each refresh reads all of its rows: CREATE INDEX ON scout."
                + input
                + " ("
                + columns
                + ").");
      }
    }
    return missing;
  }

  private boolean isThere(String table) {
    return handle
        .createQuery(ServerText.SQL.get("is_there"))
        .bind("table", table)
        .mapTo(boolean.class)
        .one();
  }

  private boolean hasIndex(String table, List<String> columns) {
    return handle
        .createQuery(ServerText.SQL.get("index_columns"))
        .bind("table", table)
        .bind("count", columns.size())
        .map((row, context) -> Arrays.asList((String[]) row.getArray("columns").getArray()))
        .list()
        .stream()
        .anyMatch(first -> new HashSet<>(first).equals(Set.copyOf(columns)));
  }
}
