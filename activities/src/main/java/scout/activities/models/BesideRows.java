package scout.activities.models;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import scout.models.SqlName;

/**
 * The statements that make a table's rows those of the table beside it. Rows are compared as texts,
 * in which NULL is a value of its own, since only equalities can be hashed.
 */
final class BesideRows {
  private final BesideModel model;
  private final List<String> columns;
  private final Map<String, String> present;
  private final boolean sameKey;

  /**
   * @param present what each column is named at present
   * @param sameKey false if the rows are of another grain, so that nobody can say which became
   *     which
   */
  BesideRows(BesideModel model, Map<String, String> present, boolean sameKey) {
    this.model = model;
    this.columns = model.model().columnNames();
    this.present = present;
    this.sameKey = sameKey;
  }

  /** Deletes what is gone or differs. */
  String delete() {
    return "WITH changed AS (DELETE FROM "
        + table()
        + " t WHERE NOT EXISTS (SELECT FROM "
        + beside()
        + " n WHERE "
        + row("n", false)
        + " = "
        + row("t", true)
        + ") RETURNING "
        + place("t")
        + ")"
        + told();
  }

  /** Inserts what is new or differs. */
  String insert() {
    return "WITH changed AS (INSERT INTO "
        + table()
        + " AS t ("
        + columns.stream()
            .map(each -> SqlName.quote(present.get(each)))
            .collect(Collectors.joining(", "))
        + ") SELECT "
        + columns.stream().map(SqlName::quote).collect(Collectors.joining(", "))
        + " FROM "
        + beside()
        + " n WHERE NOT EXISTS (SELECT FROM "
        + table()
        + " t WHERE "
        + row("t", true)
        + " = "
        + row("n", false)
        + ") RETURNING "
        + place("t")
        + ")"
        + told();
  }

  private String told() {
    return " INSERT INTO scout.model_outbox (reader, store_id, transaction_date)"
        + " SELECT DISTINCT r.model_name, c.store_id, c.transaction_date"
        + " FROM scout.models r CROSS JOIN changed c WHERE '"
        + model.table()
        + "' = ANY (r.inputs)";
  }

  private String place(String alias) {
    return place(alias, "store_id", "text") + ", " + place(alias, "transaction_date", "date");
  }

  private String place(String alias, String name, String type) {
    boolean told = sameKey && model.model().declaration().grain().contains(name);
    return (told ? alias + "." + SqlName.quote(name) : "NULL") + "::" + type + " AS " + name;
  }

  private String row(String alias, boolean own) {
    return columns.stream()
        .map(each -> alias + "." + SqlName.quote(own ? present.get(each) : each))
        .collect(Collectors.joining(", ", "ROW(", ")::text"));
  }

  private String table() {
    return SqlName.table(model.table());
  }

  private String beside() {
    return SqlName.table(model.place());
  }
}
