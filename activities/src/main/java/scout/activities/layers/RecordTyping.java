package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;
import scout.activities.fields.FoldedName;
import scout.activities.fields.PayloadField;

/**
 * Reads the typed values of records as silver does. The records come from bronze, or from any table
 * that has bronze's columns, so that it can be asked what a file would give without touching data:
 *
 * <pre>
 *   handle.execute(SqlFile … silver_edge_transactions.sql "working_tables");
 *   // one row a file in pg_temp.settle_file, then its records in a table of their own
 *   RecordTyping.of(settings).run(handle, "pg_temp.sample");
 *   // one row a record in pg_temp.settle_row
 * </pre>
 *
 * <p>A record belongs to the file whose {@code file_id} and {@code bronze_created_at} it has as
 * {@code file_id} and {@code created_at}. The working tables are emptied when the transaction ends.
 */
public final class RecordTyping {
  private static final String BRONZE = "scout.bronze_records";

  private final LayerSettings settings;
  private final TypingSql sql;

  private RecordTyping(LayerSettings settings, DeclaredSource source) {
    this.settings = settings;
    this.sql = new TypingSql(settings.paths(), source);
  }

  /** Types the shipped fields as these settings say. */
  public static RecordTyping of(LayerSettings settings) {
    return new RecordTyping(settings, DeclaredSource.SHIPPED);
  }

  /**
   * Types also silver's own columns.
   *
   * @param settings with what the source declares of the shipped fields
   */
  static RecordTyping of(LayerSettings settings, DeclaredSource source) {
    return new RecordTyping(settings, source);
  }

  /** Types the bronze rows of the files in {@code settle_file}; returns how many. */
  int run(Handle handle) {
    return run(handle, BRONZE);
  }

  /**
   * Types the records of the files in {@code settle_file} into {@code settle_row}.
   *
   * @param source a table with the columns of {@code scout.bronze_records}, with its schema; part
   *     of the statement, so never from outside
   * @return how many
   */
  public int run(Handle handle, String source) {
    Update update = handle.createUpdate(sql.statement(source));
    // a declared format may leave out a fragment that asks for a word
    update.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    for (PayloadField field : PayloadField.values()) {
      bindPaths(update, field);
    }
    ValueWords.bind(update, settings.readings().nulls());
    return update
        .bind("zone", settings.timeZone().getId())
        .bind("max_age", settings.readings().maxAge().toString())
        .bind("fallback", settings.readings().timeOfUpload())
        .bind("decimal_comma", settings.readings().decimalComma())
        .bind("default_currency", settings.readings().currency())
        .execute();
  }

  private void bindPaths(Update update, PayloadField field) {
    List<String> paths = settings.paths().of(field);
    List<String> folded = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      String name = field.flatName() + "_" + (i + 1);
      update.bind(name + "_name", path);
      if (path.indexOf('.') >= 0) {
        update.bindArray(name, String.class, (Object[]) path.split("\\.", -1));
      } else {
        folded.add(FoldedName.of(path));
      }
    }
    if (TypingSql.ofPage(field)) {
      update.bindArray(field.flatName() + "_folded", String.class, folded);
    }
  }
}
