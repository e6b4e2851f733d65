package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The models that read a table. Each is told in its own queue which of the table's rows changed in
 * a column that one of them reads.
 *
 * @param names those of their tables
 * @param columns that they read; {@code *} for all
 */
public record ModelReaders(List<String> names, Set<String> columns) {
  private static final String STORE = "store_id";
  private static final String DAY = "transaction_date";

  public ModelReaders {
    names = List.copyOf(names);
    columns = Set.copyOf(columns);
  }

  /** Returns true if somebody has to know of a change of this column. */
  boolean read(String column) {
    return columns.contains("*") || columns.contains(column);
  }

  /** Where a changed row is; null where its grain doesn't say. */
  private static String place(List<String> grain) {
    return (grain.contains(STORE) ? STORE + "::text" : "NULL::text")
        + " AS \"STORE\", "
        + (grain.contains(DAY) ? DAY + "::date" : "NULL::date")
        + " AS \"DAY\"";
  }

  /**
   * The CTEs that fill the queues.
   *
   * @param changed a FROM clause of the rows that changed
   */
  List<String> tell(JudgedModel model, String changed) {
    if (names.isEmpty()) {
      return List.of();
    }
    List<String> grain = model.declaration().grain();
    boolean everyPlaceOnce = grain.size() == 2 && grain.containsAll(ModelDeclaration.SLICES);
    List<String> ctes = new ArrayList<>();
    ctes.add(
        "\"CHANGED\" AS (SELECT "
            + (everyPlaceOnce ? "" : "DISTINCT ")
            + place(grain)
            + changed
            + ")");
    List<String> plain = new ArrayList<>();
    for (String reader : names) {
      // such a queue holds store-days alone
      if (ShippedModels.queue(reader).isPresent() && grain.containsAll(ModelDeclaration.SLICES)) {
        ctes.add(
            "\"TOLD "
                + reader
                + "\" AS (INSERT INTO scout."
                + ShippedModels.queue(reader).get()
                + " (store_id, transaction_date) SELECT \"STORE\", \"DAY\" FROM \"CHANGED\")");
      } else {
        plain.add(ColumnList.literal(reader));
      }
    }
    if (!plain.isEmpty()) {
      ctes.add(
          "\"TOLD\" AS (INSERT INTO scout.model_outbox (reader, store_id, transaction_date)"
              + " SELECT r, \"STORE\", \"DAY\" FROM unnest(ARRAY["
              + String.join(", ", plain)
              + "]) AS r CROSS JOIN \"CHANGED\")");
    }
    return ctes;
  }
}
