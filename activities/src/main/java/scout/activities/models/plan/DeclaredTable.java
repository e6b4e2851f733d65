package scout.activities.models.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.models.ModelColumn;

/**
 * A table that a declaration made.
 *
 * @param name without schema
 * @param kind {@code model}, {@code reference} or {@code child}
 * @param about what it holds
 * @param grain the columns that are unique together
 * @param columns in their order, without {@code last_updated}
 * @param shipped of a table that Scout ships the columns that it must have; empty for all others
 */
record DeclaredTable(
    String name,
    String kind,
    String about,
    List<String> grain,
    List<ModelColumn> columns,
    List<ModelColumn> shipped) {
  /** All of them, by name. */
  static Map<String, DeclaredTable> all(Handle handle) {
    return handle
        .createQuery(ServerText.SQL.get("declared_tables"))
        .map(
            (row, context) ->
                new DeclaredTable(
                    row.getString("table_name"),
                    row.getString("kind"),
                    row.getString("about"),
                    Arrays.asList((String[]) row.getArray("grain").getArray()),
                    PlanJson.columns(row.getString("columns")),
                    PlanJson.columns(row.getString("shipped"))))
        .collect(Collectors.toMap(DeclaredTable::name, each -> each));
  }
}
