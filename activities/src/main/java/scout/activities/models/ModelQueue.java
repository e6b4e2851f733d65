package scout.activities.models;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import scout.models.ModelDeclaration;
import scout.models.ShippedModels;
import scout.schema.SqlFile;

/** What a model has to compute again; for one model after the other. */
final class ModelQueue {
  private static final Pattern COUNTED = Pattern.compile("<counted ([\\w.]+)>");
  private static final SqlFile SQL =
      counted(SqlFile.load(ModelQueue.class, "/scout/schema/models/model_refresh.sql"));

  private final Handle handle;

  ModelQueue(Handle handle) {
    this.handle = handle;
    handle.execute(SQL.get("working_tables"));
  }

  /** Each statement that tells what is due tells it in the same words. */
  private static SqlFile counted(SqlFile file) {
    String words = file.get("counted");
    return file.filled(
        statement ->
            COUNTED
                .matcher(statement)
                .replaceAll(due -> Matcher.quoteReplacement(words.replace("<due>", due.group(1)))));
  }

  /** Begins with what waits for the model, and nothing else; it waits no longer. */
  Due take(ModelInForce model) {
    ModelDeclaration declared = model.model().declaration();
    Optional<String> own = ShippedModels.queue(model.table());
    String statement = own.map(queue -> ofStoreDays("take_own", queue)).orElse(SQL.get("take"));
    return due(handle.createQuery(statement).bind("reader", model.table()), declared);
  }

  /** What is due of it by now. */
  Due due(ModelDeclaration declared) {
    return due(handle.createQuery(SQL.get("due")), declared);
  }

  /** Adds everything. */
  Due addAll(ModelDeclaration declared) {
    handle.execute(SQL.get("add_all"));
    return due(declared);
  }

  /** Adds what the selection has of the model. */
  Due add(ModelSelection selection, ModelDeclaration declared) {
    selection.bindTo(handle.createUpdate(selection.dueOf(declared))).execute();
    return due(declared);
  }

  /** After a rollback to before {@link #take}: keeps what waits, each change once. */
  void compact(ModelInForce model) {
    handle.createUpdate(SQL.get("compact")).bind("reader", model.table()).execute();
    ShippedModels.queue(model.table())
        .ifPresent(queue -> handle.execute(ofStoreDays("compact_own", queue)));
  }

  private static String ofStoreDays(String statement, String queue) {
    return SQL.get(statement).replace("<queue>", queue);
  }

  private static Due due(Query query, ModelDeclaration declared) {
    return query
        .bind("by_store", declared.slice().contains("store_id"))
        .bind("by_day", declared.slice().contains("transaction_date"))
        .map((row, context) -> new Due(row.getLong("slices"), row.getBoolean("of_all")))
        .one();
  }

  /**
   * @param slices that are due
   * @param ofAll true if all are
   */
  record Due(long slices, boolean ofAll) {}
}
