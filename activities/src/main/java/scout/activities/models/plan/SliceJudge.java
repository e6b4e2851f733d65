package scout.activities.models.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;

/** Judges whether a slice of a model is made of that slice of its inputs. */
final class SliceJudge {
  private static final SqlFile SQL = ServerText.SQL;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Handle handle;
  private final Map<String, PlannedTable> tables;
  private final ModelText text;
  private final ModelDeclaration model;

  /**
   * @param tables those that the model may read, by name
   */
  SliceJudge(Handle handle, Map<String, PlannedTable> tables, ModelText text) {
    this.handle = handle;
    this.tables = tables;
    this.text = text;
    this.model = text.model();
  }

  void check() {
    List<String> shown =
        model.slice().stream()
            .filter(column -> model.looksBack() == 0 || !column.equals("transaction_date"))
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    ServerText.put(
        handle,
        "condition",
        shown.stream()
            .map(column -> "t." + column + " = " + SliceProof.DUE + "." + column)
            .collect(Collectors.joining(" AND ")));
    ServerText.run(handle, "explain_slice", model.query());
    SliceProof.unshown(plan(), shown, slicesOf())
        .ifPresent(
            scan ->
                text.problem(
                    model.queryLine(),
                    "MODEL_SLICE_NOT_SHOWN",
                    "One slice can't be shown to be enough: " + scan + ".",
                    "Join on transaction_id, store_id and transaction_date; write AS NOT"
                        + " MATERIALIZED where a WITH is read twice; put the slice's columns into"
                        + " each GROUP BY and PARTITION BY; or take another slice, or none."));
  }

  private Map<String, Set<String>> slicesOf() {
    return tables.values().stream()
        .collect(Collectors.toMap(PlannedTable::name, PlannedTable::slices));
  }

  private JsonNode plan() {
    try {
      return JSON.readTree(handle.createQuery(SQL.get("answer")).mapTo(String.class).one())
          .get(0)
          .get("Plan");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL's plan is no JSON", e);
    }
  }
}
