package scout.models;

import java.util.ArrayList;
import java.util.List;

/** Tells those that read a model which of its rows changed, each in its own queue. */
final class ModelReaders {
  private static final String STORE = "store_id";
  private static final String DAY = "transaction_date";

  private ModelReaders() {}

  /** Where a changed row is; null where its grain doesn't say. */
  static String place(JudgedModel model) {
    List<String> grain = model.declaration().grain();
    return (grain.contains(STORE) ? "\"X\"." + STORE + "::text" : "NULL::text")
        + " AS \"STORE\", "
        + (grain.contains(DAY) ? "\"X\"." + DAY + "::date" : "NULL::date")
        + " AS \"DAY\"";
  }

  /**
   * The CTEs that fill the queues from {@code "DELETED"} and {@code "WRITTEN"}.
   *
   * @param readers by the names of their tables
   */
  static List<String> tell(JudgedModel model, List<String> readers) {
    if (readers.isEmpty()) {
      return List.of();
    }
    List<String> grain = model.declaration().grain();
    boolean everyPlaceOnce = grain.size() == 2 && grain.containsAll(ModelDeclaration.SLICES);
    List<String> ctes = new ArrayList<>();
    ctes.add(
        "\"CHANGED\" AS (SELECT * FROM \"DELETED\" UNION "
            + (everyPlaceOnce ? "ALL " : "")
            + "SELECT * FROM \"WRITTEN\")");
    List<String> plain = new ArrayList<>();
    for (String reader : readers) {
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
