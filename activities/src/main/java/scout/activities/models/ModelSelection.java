package scout.activities.models;

import java.time.LocalDate;
import org.jdbi.v3.core.statement.SqlStatement;
import scout.models.ModelDeclaration;
import scout.models.SqlName;

/**
 * What a rebuild computes again of each model: the store-days of {@code pg_temp.model_selected},
 * and more where all of them are meant.
 *
 * @param whole true for all of it
 * @param store of the store-days; null for every one
 * @param from inclusive; null for no limit
 * @param to inclusive; null for no limit
 * @param byDays true if nothing but store and days limits it
 */
public record ModelSelection(
    boolean whole, String store, LocalDate from, LocalDate to, boolean byDays) {

  /**
   * The statement that adds what is due of a model: the selected store-days of silver, and what the
   * model has itself there, although nothing below has.
   */
  String dueOf(ModelDeclaration declared) {
    String day = column(declared, "transaction_date", "date");
    String shop = column(declared, "store_id", "text");
    boolean limited = store == null || declared.slice().contains("store_id");
    limited &= from == null && to == null || declared.slice().contains("transaction_date");
    boolean own = byDays && limited;
    return "INSERT INTO pg_temp.model_due"
        + " SELECT store_id, transaction_date FROM pg_temp.model_selected UNION SELECT "
        + shop
        + ", "
        + day
        + " FROM "
        + SqlName.table(declared.table())
        + " WHERE "
        + own
        + " AND (:store::text IS NULL OR "
        + shop
        + " = :store) AND (:from::date IS NULL OR "
        + day
        + " >= :from::date) AND (:to::date IS NULL OR "
        + day
        + " <= :to::date)";
  }

  private static String column(ModelDeclaration declared, String name, String type) {
    return declared.slice().contains(name) ? name : "NULL::" + type;
  }

  <S extends SqlStatement<S>> S bindTo(S statement) {
    return statement.bind("store", store).bind("from", from).bind("to", to);
  }
}
