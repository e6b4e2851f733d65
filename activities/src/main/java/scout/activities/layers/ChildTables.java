package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;
import scout.activities.layers.ChildTableSql.Scope;
import scout.workflows.rebuild.TableChange;

/**
 * Fills the child tables for a batch, in its transaction: a row for each element of a list in a
 * winning record. Without child tables it does nothing.
 */
final class ChildTables {
  private final Handle handle;
  private final LayerSettings settings;
  private final SilverSql sql;

  ChildTables(Handle handle, LayerSettings settings, SilverSql sql) {
    this.handle = handle;
    this.settings = settings;
    this.sql = sql;
  }

  /** Forgets the elements of the batch before in the same transaction. */
  void begin() {
    sql.children().forEach(table -> handle.execute(table.get("begin_batch")));
  }

  /** Types the elements of the batch's records; rejects records where an element says so. */
  void read() {
    for (ChildTableSql table : sql.children()) {
      type(table, "new_records");
      if (run(table.get("reject_records")) > 0) {
        sql.children().forEach(each -> run(each.get("forget_rejected")));
      }
    }
  }

  /** The same where no element rejects a record any more. */
  void readKept() {
    sql.children().forEach(table -> type(table, "new_records"));
  }

  private void type(ChildTableSql table, String records) {
    Update update = handle.createUpdate(table.type(records));
    update.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    ValueWords.bind(update, settings.readings().nulls());
    update
        .bind("zone", settings.timeZone().getId())
        .bind("decimal_comma", settings.readings().decimalComma())
        .execute();
  }

  /** Writes the rows of new transactions, if silver had none of them. */
  long insert() {
    long rows = 0;
    for (ChildTableSql table : sql.children()) {
      rows += run(table.get("insert"));
    }
    return rows;
  }

  /** Reads the elements of losers that win since the batch. */
  void promote() {
    sql.children().forEach(table -> type(table, "promoted_records"));
  }

  /** Writes what differs for the transactions of a scope; returns the rows written or removed. */
  long write(Scope scope) {
    long rows = 0;
    for (ChildTableSql table : sql.children()) {
      rows += run(table.get("delete", scope)) + run(table.get("write", scope));
    }
    return rows;
  }

  /** The same for winners whose bronze is gone: their files are in {@code settle_file}. */
  List<TableChange> writeRetired() {
    sql.children().forEach(table -> type(table, "retired_records"));
    return rewrite(Scope.RETIRED);
  }

  /** Writes what differs, tells the models that read it, and returns it table by table. */
  List<TableChange> rewrite(Scope scope) {
    List<TableChange> changes = changes(scope);
    sql.children().forEach(table -> run(table.get("tell_readers", scope)));
    write(scope);
    return changes;
  }

  private List<TableChange> changes(Scope scope) {
    return sql.children().stream()
        .map(
            table ->
                RebuildChanges.read(table.name(), handle.createQuery(table.get("changes", scope))))
        .toList();
  }

  /** Keeps which elements no table could take. */
  void reject() {
    for (ChildTableSql table : sql.children()) {
      run(table.get("delete_rejected"));
      SourceProblems.of(table.sentences())
          .bind(handle.createUpdate(table.get("write_rejected")))
          .execute();
    }
  }

  /** Removes rows of transactions that silver doesn't have. */
  List<TableChange> removeOrphans() {
    List<TableChange> changes = new ArrayList<>();
    for (ChildTableSql table : sql.children()) {
      long deleted = handle.createQuery(table.get("delete_orphans")).mapTo(long.class).one();
      changes.add(new TableChange(table.name(), 0, 0, deleted, List.of()));
    }
    return changes;
  }

  private int run(String statement) {
    return handle.createUpdate(statement).execute();
  }
}
