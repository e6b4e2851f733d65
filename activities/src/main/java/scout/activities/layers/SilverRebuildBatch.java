package scout.activities.layers;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import scout.activities.losses.LossJudgement;
import scout.schema.SqlFile;
import scout.workflows.rebuild.TableChange;

/** Rebuilds silver for batches of files, one after the other in the caller's transaction. */
final class SilverRebuildBatch {
  private static final SqlFile FILES =
      SqlFile.load(SilverRebuildBatch.class, "/scout/schema/layers/files.sql");
  private static final SqlFile OUTBOX =
      SqlFile.load(SilverRebuildBatch.class, "/scout/schema/layers/gold_outbox.sql");

  private final Handle handle;
  private final LayerSettings settings;
  private final SilverSql sql;
  private final ChildTables childTables;
  private List<TableChange> children;
  private TableChange winners = none("silver_edge_transactions");
  private TableChange losers = none("silver_superseded");
  private TableChange rejects = none("rejected_records");

  /** Creates the working tables; fails if silver's tables differ from what the SQL writes. */
  SilverRebuildBatch(Handle handle, LayerSettings settings, DeclaredSource source) {
    this.handle = handle;
    this.settings = settings;
    this.sql = SilverSql.of(source);
    this.childTables = new ChildTables(handle, settings, sql);
    this.children = sql.children().stream().map(table -> none(table.name())).toList();
    Silver.requireContracts(handle, source);
    sql.makeWorkingTables(handle);
    handle.execute(sql.rebuild().get("working_tables"));
  }

  DeclaredSource source() {
    return sql.source();
  }

  private static TableChange none(String table) {
    return new TableChange(table, 0, 0, 0, List.of());
  }

  /** Returns what the batches have changed so far, table by table. */
  List<TableChange> changes() {
    return Stream.concat(Stream.of(winners, losers, rejects), children.stream()).toList();
  }

  /** Locks the files, so that no reprocessing or discard commits before the batch. */
  void lock(List<UUID> files) {
    handle
        .createQuery(sql.rebuild().get("lock_files"))
        .bindArray("file_ids", UUID.class, files)
        .mapTo(long.class)
        .one();
  }

  /** Takes those files that are settled, and types their records again. */
  void read(List<UUID> files) {
    take("take", files);
    RecordTyping.of(settings, sql.source()).run(handle);
    childTables.read();
  }

  /** Begins a batch of those of the files that the statement takes. */
  private void take(String statement, List<UUID> files) {
    handle.execute(sql.rebuild().get("begin_batch"));
    childTables.begin();
    handle
        .createUpdate(sql.rebuild().get(statement))
        .bindArray("file_ids", UUID.class, files)
        .execute();
    handle.createQuery(sql.silver().get("plan")).bind("once", false).mapToMap().list();
  }

  /** Returns true if one of the files has changed since it was read. */
  boolean outdated() {
    return ask("outdated");
  }

  /** Decides, and records in the ledger what became of the files' records. */
  void settle() {
    rankAndWrite();
    handle.createUpdate(sql.counting("settle_again")).execute();
    run(FILES, "recount");
    losses().ofRebuild();
    handle.execute(sql.silver().get("plan_as_usual"));
  }

  /** Ranks the records read and writes the differences. The caller holds the layer's lock. */
  void decide() {
    rankAndWrite();
    handle.execute(sql.silver().get("plan_as_usual"));
  }

  private void rankAndWrite() {
    boolean meetsOldRows = ask("meets") && run(sql.rebuild(), "collect") > 0;
    SilverBatch.rank(handle, meetsOldRows);
    if (meetsOldRows) {
      correct();
    } else {
      add();
    }
    reject();
  }

  private void correct() {
    run(sql.rebuild(), "differ_winners");
    run(sql.rebuild(), "differ_losers");
    run(sql.rebuild(), "gone");
    childTables.promote();
    write();
    writeChildren(ChildTableSql.Scope.RANKED);
    flag();
    run(OUTBOX, "append");
    run(sql.rebuild(), "tell_readers");
  }

  private void add() {
    int added = run(sql.silver(), "insert");
    winners = winners.plus(added(winners.table(), added, true));
    writeChildren(ChildTableSql.Scope.ADDED);
    int lost = run(sql.superseded(), "write");
    losers = losers.plus(added(losers.table(), lost, false));
    run(sql.superseded(), "flag");
    run(OUTBOX, "append_new");
  }

  private void writeChildren(ChildTableSql.Scope scope) {
    children = TableChange.sum(children, childTables.rewrite(scope));
  }

  private void flag() {
    String statement =
        sql.rebuild().get("flag_losers").replace("{flag}", sql.superseded().get("flag"));
    long flagged = handle.createQuery(statement).mapTo(long.class).one();
    losers = losers.plus(updated(losers.table(), flagged));
  }

  private TableChange changes(String table, String statement) {
    return RebuildChanges.read(table, handle.createQuery(sql.rebuild().get(statement)));
  }

  private TableChange added(String table, int rows, boolean winner) {
    if (rows == 0) {
      return none(table);
    }
    String first =
        handle
            .createQuery(sql.rebuild().get("first_added"))
            .bind("winner", winner)
            .mapTo(String.class)
            .one();
    return new TableChange(table, rows, 0, 0, RebuildChanges.rows(first));
  }

  /** Tells all models that days, hours and weekdays are others. */
  void tellOfZone() {
    handle.execute(sql.rebuild().get("tell_of_zone"));
  }

  /**
   * Recomputes the times of rows whose bronze was retired, from their payloads in silver and the
   * business time zone. Nothing else of them changes. The caller holds the layer's lock.
   */
  void moveRetired(List<UUID> files) {
    take("take_retired", files);
    RecordTyping.of(settings, sql.source()).run(handle, sql.rebuild().get("retired_records"));
    for (String moved : List.of("moved_winners", "moved_losers")) {
      handle
          .createUpdate(sql.rebuild().get(moved))
          .bind("zone", settings.timeZone().getId())
          .execute();
    }
    winners = winners.plus(changes(winners.table(), "winner_changes"));
    losers = losers.plus(changes(losers.table(), "loser_changes"));
    run(sql.rebuild(), "moved_to_outbox");
    run(sql.rebuild(), "move_winners");
    run(sql.rebuild(), "move_losers");
    handle.execute(sql.silver().get("plan_as_usual"));
  }

  /**
   * Reads what won over other deliveries in files that are not read in bronze, and those others,
   * with the keys that their payloads give now.
   */
  void readOverriders(List<UUID> files) {
    take("take_retired", files);
    run(sql.rebuild(), "overriding");
    run(sql.rebuild(), "take_overridden");
    typeKeys("overriding_records");
  }

  /**
   * Takes such a winner out whose payload gives no key, if one that it won over gives one: that is
   * the same sale, which would count twice. The caller holds the layer's lock.
   */
  void leaveBehind() {
    if (run(sql.rebuild(), "left_behind") > 0) {
      handle.execute(sql.rebuild().get("only_left_behind"));
      SilverBatch.rank(handle, true);
      correct();
    }
    handle.execute(sql.silver().get("plan_as_usual"));
  }

  /** Both, and records in the ledger what became of them. */
  void leaveOverriders(List<UUID> files) {
    readOverriders(files);
    leaveBehind();
    run(FILES, "count_left_behind");
    run(FILES, "recount");
  }

  /**
   * Reads the losers of files that are not read in bronze, and what they lost to, with the keys
   * that their payloads give now.
   */
  void readUnreadLosers(List<UUID> files) {
    take("take_losers", files);
    typeKeys("unread_losers");
  }

  /** Takes such losers out whose payloads give no key. The caller holds the layer's lock. */
  void dropKeyless() {
    run(sql.rebuild(), "keyless");
    write();
    handle.execute(sql.silver().get("plan_as_usual"));
  }

  /** Both, and records in the ledger what became of the losers. */
  void dropUnreadLosers(List<UUID> files) {
    readUnreadLosers(files);
    dropKeyless();
    run(FILES, "count_keyless");
  }

  /** Types rows that silver has. Nothing rejects those that are not read in bronze. */
  private void typeKeys(String records) {
    RecordTyping.of(settings, sql.source()).run(handle, sql.rebuild().get(records));
    run(sql.rebuild(), "unrejected");
  }

  /** Reads the rows of files that are not read in bronze, with the keys of their payloads now. */
  void readUnread(List<UUID> files) {
    take("take_retired", files);
    typeKeys("retired_records");
    run(sql.rebuild(), "retired_keys");
    childTables.readKept();
  }

  /**
   * Decides about such rows by their keys. Nothing rejects them. The caller holds the layer's lock.
   */
  void decideUnread() {
    rankUnread();
    handle.execute(sql.silver().get("plan_as_usual"));
  }

  private void rankUnread() {
    run(sql.rebuild(), "collect");
    SilverBatch.rank(handle, true);
    correct();
  }

  /** Both, and records in the ledger what became of the files' records. */
  void keyUnread(List<UUID> files) {
    readUnread(files);
    rankUnread();
    handle.createUpdate(sql.counting("settle_keys")).execute();
    run(FILES, "recount");
    losses().ofOtherKeys();
    handle.execute(sql.silver().get("plan_as_usual"));
  }

  private LossJudgement losses() {
    return new LossJudgement(
        handle,
        settings.paths(),
        sql.source().declaration().key(),
        sql.source().judged(),
        settings.losses());
  }

  /**
   * Fills silver's own columns and the child tables for rows whose bronze was retired, from their
   * payloads in silver. The caller holds the layer's lock.
   */
  void fillRetired(List<UUID> files) {
    take("take_retired", files);
    RecordTyping.of(settings, sql.source()).run(handle, sql.rebuild().get("retired_records"));
    if (!sql.source().ownColumns().isEmpty()) {
      winners = winners.plus(updated(winners.table(), fill("fill_winners")));
      losers = losers.plus(updated(losers.table(), fill("fill_losers")));
    }
    children = TableChange.sum(children, childTables.writeRetired());
    handle.execute(sql.silver().get("plan_as_usual"));
  }

  private long fill(String statement) {
    String filled =
        SilverColumns.columns(
            sql.rebuild().get(statement), Map.of("written", sql.source().ownColumns()));
    return handle.createQuery(filled).mapTo(long.class).one();
  }

  private static TableChange updated(String table, long rows) {
    return new TableChange(table, 0, rows, 0, List.of());
  }

  /** Removes rows of files that the ledger never had. The caller holds the layer's lock. */
  void removeOrphans() {
    handle.execute(sql.rebuild().get("begin_batch"));
    run(sql.rebuild(), "orphans");
    run(sql.rebuild(), "orphans_to_outbox");
    write();
    children = TableChange.sum(children, childTables.removeOrphans());
  }

  private void write() {
    winners = winners.plus(changes(winners.table(), "winner_changes"));
    losers = losers.plus(changes(losers.table(), "loser_changes"));
    run(sql.rebuild(), "delete_winners");
    run(sql.rebuild(), "delete_losers");
    run(sql.rebuild(), "insert_winners");
    run(sql.rebuild(), "insert_losers");
  }

  private void reject() {
    boolean plain = sql.source().plain();
    Update delete =
        handle.createUpdate(
            sql.rebuild().get(plain ? "delete_rejects" : "delete_rejects_declared"));
    int deleted = (plain ? delete : SilverBatch.bindRejects(delete, sql)).execute();
    int inserted =
        plain
            ? SilverBatch.bindRejects(handle.createUpdate(sql.rebuild().get("insert_rejects")), sql)
                .execute()
            : SilverBatch.reject(handle, sql);
    childTables.reject();
    rejects = rejects.plus(new TableChange(rejects.table(), inserted, 0, deleted, List.of()));
  }

  private boolean ask(String question) {
    return handle.createQuery(sql.rebuild().get(question)).mapTo(boolean.class).one();
  }

  private int run(SqlFile file, String statement) {
    return handle.createUpdate(file.get(statement)).execute();
  }
}
