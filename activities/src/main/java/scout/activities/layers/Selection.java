package scout.activities.layers;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import scout.activities.models.ModelSelection;
import scout.workflows.rebuild.RebuildRequest;

/**
 * The store-days and files that a rebuild covers; null means no limit.
 *
 * @param from inclusive
 * @param to inclusive
 * @param files full object keys; empty means no limit
 */
record Selection(String store, LocalDate from, LocalDate to, String device, List<String> files) {
  static Selection of(RebuildRequest request) {
    return new Selection(
        request.store(), request.from(), request.to(), request.device(), request.files());
  }

  /** Returns true if nothing is limited. */
  boolean whole() {
    return everyDay() && everyFile();
  }

  /** Returns true if it is not limited to some store-days. */
  boolean everyDay() {
    return store == null && from == null && to == null;
  }

  private boolean everyFile() {
    return device == null && files.isEmpty();
  }

  /** Returns what it selects of a layer's models, once the store-days are in their table. */
  ModelSelection ofModels() {
    return new ModelSelection(whole(), store, from, to, everyFile());
  }

  /** Binds all but {@link #everyDay}. */
  <S extends SqlStatement<S>> S bindTo(S statement) {
    return statement
        .bind("store", store)
        .bind("from", from)
        .bind("to", to)
        .bind("device", device)
        .bindArray("keys", String.class, files)
        .bind("every_file", everyFile());
  }
}
