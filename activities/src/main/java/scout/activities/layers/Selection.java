package scout.activities.layers;

import java.time.LocalDate;
import org.jdbi.v3.core.statement.SqlStatement;
import scout.workflows.RebuildRequest;

/**
 * The store-days that a rebuild looks at; null is no limit.
 *
 * @param from inclusive
 * @param to inclusive
 */
record Selection(String store, LocalDate from, LocalDate to) {
  static Selection of(RebuildRequest request) {
    return new Selection(request.store(), request.from(), request.to());
  }

  /** True if it is every store-day. */
  boolean whole() {
    return store == null && from == null && to == null;
  }

  <S extends SqlStatement<S>> S bindTo(S statement) {
    return statement.bind("store", store).bind("from", from).bind("to", to);
  }
}
