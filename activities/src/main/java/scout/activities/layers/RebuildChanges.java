package scout.activities.layers;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import scout.schema.StoredJson;
import scout.workflows.rebuild.RowChange;
import scout.workflows.rebuild.TableChange;

/** Reads the changes that a rebuild is about to write. */
final class RebuildChanges {
  private static final TypeReference<List<RowChange>> ROWS = new TypeReference<>() {};

  private RebuildChanges() {}

  /**
   * @param query returns inserted, updated, deleted, and first, a JSON array of row changes
   */
  static TableChange read(String table, Query query) {
    return query
        .map(
            (row, context) ->
                new TableChange(
                    table,
                    row.getLong("inserted"),
                    row.getLong("updated"),
                    row.getLong("deleted"),
                    rows(row.getString("first"))))
        .one();
  }

  /** Reads a JSON array of row changes. */
  static List<RowChange> rows(String json) {
    return StoredJson.read(json, ROWS);
  }
}
