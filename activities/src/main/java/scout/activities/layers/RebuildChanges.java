package scout.activities.layers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import scout.workflows.rebuild.RowChange;
import scout.workflows.rebuild.TableChange;

/** Reads the changes that a rebuild is about to write. */
final class RebuildChanges {
  private static final ObjectMapper JSON = new ObjectMapper();
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
    try {
      return JSON.readValue(json, ROWS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The statement gives rows in another form", e);
    }
  }
}
