package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import scout.activities.database.TableRedirect;
import scout.schema.SqlFile;

/**
 * Temporary copies of what a rebuild would write, in one session. Of silver they hold the
 * transactions of one slice, and those that slices before would have changed. Close them, since
 * sessions are used again.
 */
final class ShadowTables implements AutoCloseable {
  private static final SqlFile SQL =
      SqlFile.load(ShadowTables.class, "/scout/schema/layers/shadow_tables.sql");
  private static final List<String> OF_FILES = List.of("rejected_records", "rejected_elements");
  private static final List<String> OUTBOXES =
      List.of("gold_outbox", "platinum_outbox", "model_outbox");
  private static final List<String> OF_LAYERS = List.of("models", "layer_lock");
  private static final String ALERTS = "alerts";

  private final Handle handle;
  private final List<String> made = new ArrayList<>();
  private List<String> ofTransactions = List.of();

  ShadowTables(Handle handle) {
    this.handle = handle;
    handle.execute(SQL.get("working_tables"));
    OUTBOXES.forEach(this::makeNumbered);
  }

  private void make(String table) {
    handle.execute(SQL.get("make").replace("{table}", table));
    made.add(table);
  }

  private void makeNumbered(String table) {
    make(table);
    handle.execute(SQL.get("number_apart").replace("{table}", table));
  }

  /** Makes those of silver, with the child tables of the source. */
  void ofSilver(List<String> children) {
    ofTransactions =
        Stream.concat(Stream.of("silver_edge_transactions", "silver_superseded"), children.stream())
            .toList();
    for (String table : ofTransactions) {
      make(table);
      handle.execute(SQL.get("make_kept").replace("{table}", table));
    }
    OF_FILES.forEach(this::make);
  }

  /** Begins a slice, in a transaction of its own. */
  void begin() {
    Stream.concat(ofTransactions.stream(), OF_FILES.stream())
        .forEach(table -> handle.execute("TRUNCATE pg_temp." + table));
  }

  /** Begins the slice once more, with what was read of it so far. */
  void beginAgain() {
    TableRedirect.to(handle, List.of("no_table"));
    handle.execute(SQL.get("touch_none"));
    begin();
  }

  /** Copies what the files' records and rows can change. */
  void copy(List<UUID> files) {
    handle.createUpdate(SQL.get("touch")).bindArray("file_ids", UUID.class, files).execute();
    fill();
    for (String table : OF_FILES) {
      handle
          .createUpdate(SQL.get("copy_of_files").replace("{table}", table))
          .bindArray("file_ids", UUID.class, files)
          .execute();
    }
  }

  /** Copies the rows that belong to no file, and those of no transaction. */
  void copyOrphans() {
    handle.execute(SQL.get("touch_orphans"));
    ofTransactions.stream()
        .skip(2)
        .forEach(table -> handle.execute(SQL.get("touch_child_orphans").replace("{table}", table)));
    fill();
  }

  private void fill() {
    for (String table : ofTransactions) {
      handle.execute(SQL.get("copy").replace("{table}", table));
    }
  }

  /** Statements use the copies, until {@link #end}. */
  void use() {
    List<String> tables = new ArrayList<>(ofTransactions);
    tables.addAll(OF_FILES);
    tables.addAll(OUTBOXES);
    TableRedirect.to(handle, tables);
  }

  /** Ends a slice: keeps the transactions that it changed, for those that follow. */
  void end() {
    TableRedirect.to(handle, List.of("no_table"));
    for (String table : ofTransactions) {
      handle.execute(SQL.get("compare").replace("{table}", table));
    }
    handle.execute(SQL.get("forget"));
    for (String table : ofTransactions) {
      handle.execute(SQL.get("keep").replace("{table}", table));
    }
  }

  /**
   * Copies the layers above silver, within the caller's transaction; statements use them from then
   * on, and silver as it would be.
   */
  void ofLayers() {
    List<String> tables = new ArrayList<>(OF_LAYERS);
    tables.addAll(handle.createQuery(SQL.get("model_tables")).mapTo(String.class).list());
    tables.forEach(this::make);
    makeNumbered(ALERTS);
    tables.add(ALERTS);
    tables.addAll(OUTBOXES);
    for (String table : tables) {
      handle.execute(SQL.get("copy_all").replace("{table}", table));
    }
    if (handle.createQuery(SQL.get("has_changes")).mapTo(boolean.class).one()) {
      for (String table : ofTransactions) {
        handle.execute("DROP TABLE pg_temp." + table);
        handle.execute(SQL.get("view").replace("{table}", table));
      }
      tables.addAll(ofTransactions);
    }
    TableRedirect.to(handle, tables);
  }

  @Override
  public void close() {
    TableRedirect.to(handle, List.of("no_table"));
    for (String table : made) {
      handle.execute("DROP TABLE IF EXISTS pg_temp." + table);
    }
    for (String table : ofTransactions) {
      handle.execute("DROP TABLE IF EXISTS pg_temp.kept_" + table);
    }
    handle.execute(SQL.get("drop_working_tables"));
  }
}
