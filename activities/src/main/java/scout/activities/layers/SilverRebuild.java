package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import scout.activities.database.Heartbeat;
import scout.schema.SqlFile;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildSlice;
import scout.workflows.rebuild.TableChange;

/**
 * Types and ranks the settled files again, all or a slice, and writes the differences. It works in
 * the caller's transaction, so readers see silver before or after it. A refresh settles the files
 * that wait for one.
 */
final class SilverRebuild {
  private static final SqlFile SQL =
      SqlFile.load(SilverRebuild.class, "/scout/schema/layers/silver_rebuild.sql");

  private final Handle handle;
  private final LayerSettings given;
  private final Selection selection;

  /**
   * @param given the settings, without what the source declares
   */
  SilverRebuild(Handle handle, LayerSettings given, Selection selection) {
    this.handle = handle;
    this.given = given;
    this.selection = selection;
  }

  /**
   * Rebuilds the selection. A rebuild of all of silver also puts the settings in force. For a part,
   * they must be in force already.
   */
  List<TableChange> run(Heartbeat heartbeat) {
    LayerLock.take(handle, Silver.LAYER);
    DeclaredSource source = DeclaredSource.inForce(handle);
    LayerSettings settings = source.applied(given);
    SettingsInForce inForce = new SettingsInForce(settings);
    boolean zoneChanges = selection.whole() && inForce.ofOtherZone(handle);
    boolean keysChange = keysChange(inForce, source);
    if (selection.whole()) {
      inForce.change(handle);
    } else {
      inForce.require(handle);
    }
    SilverRebuildBatch batches = new SilverRebuildBatch(handle, settings, source);
    if (keysChange) {
      each(FileBatches.of(unread()), batches, heartbeat, batches::leaveOverriders);
      each(FileBatches.of(unread()), batches, heartbeat, batches::dropUnreadLosers);
    }
    each(
        FileBatches.of(files(0, Long.MAX_VALUE, Integer.MAX_VALUE)),
        batches,
        heartbeat,
        batch -> {
          batches.read(batch);
          batches.settle();
        });
    if (zoneChanges) {
      batches.tellOfZone();
      each(FileBatches.of(retired()), batches, heartbeat, batches::moveRetired);
    }
    if (keysChange) {
      each(FileBatches.of(unread()), batches, heartbeat, batches::keyUnread);
    }
    if (selection.whole() && !source.plain()) {
      each(FileBatches.of(retired()), batches, heartbeat, batches::fillRetired);
    }
    if (selection.whole()) {
      batches.removeOrphans();
    }
    return batches.changes();
  }

  private static void each(
      List<List<UUID>> files,
      SilverRebuildBatch batches,
      Heartbeat heartbeat,
      Consumer<List<UUID>> work) {
    for (List<UUID> batch : files) {
      heartbeat.stopIfEnded();
      batches.lock(batch);
      work.accept(batch);
    }
  }

  /**
   * Returns true if rows that are not read in bronze may have other keys. A key depends on where
   * ids are found and how values are read, one of several fields on the zone too.
   */
  boolean keysChange(SettingsInForce inForce, DeclaredSource source) {
    return selection.whole()
        && (inForce.ofOtherReading(handle)
            || source.declaration().key().composed() && inForce.ofOtherZone(handle));
  }

  /** Counts the work; changes nothing. */
  RebuildPlan plan() {
    boolean switches =
        selection.whole()
            && !new SettingsInForce(DeclaredSource.inForce(handle).applied(given)).are(handle);
    return selection
        .bindTo(handle.createQuery(SQL.get("count")))
        .bind("every_day", selection.everyDay())
        .map(
            (row, context) ->
                new RebuildPlan(
                    switches, row.getLong("files"), row.getLong("records"), row.getLong("last")))
        .one();
  }

  /** Returns the files of the next slices after a place; fewer slices, or none, at the end. */
  List<List<FileBatches.Sized>> next(long after, long last, int slices) {
    List<FileBatches.Sized> left = files(after, last, slices * FileBatches.FILES).list();
    List<List<FileBatches.Sized>> next = new ArrayList<>();
    while (!left.isEmpty() && next.size() < slices) {
      List<FileBatches.Sized> batch = FileBatches.first(left);
      next.add(batch);
      left = left.subList(batch.size(), left.size());
    }
    return next;
  }

  /**
   * Rebuilds some files with the settings in force. Reads them before it takes the layer's lock, so
   * that one slice is read while another is written. Reads them again if they have changed by then.
   */
  RebuildSlice slice(List<FileBatches.Sized> files) {
    List<UUID> ids = files.stream().map(FileBatches.Sized::fileId).toList();
    SilverRebuildBatch batch = batch(DeclaredSource.inForce(handle));
    batch.read(ids);
    LayerLock.take(handle, Silver.LAYER);
    DeclaredSource source = DeclaredSource.inForce(handle);
    boolean otherSource = source.number() != batch.source().number();
    if (otherSource) {
      batch = batch(source);
    }
    new SettingsInForce(source.applied(given)).require(handle);
    batch.lock(ids);
    if (otherSource || batch.outdated()) {
      batch.read(ids);
    }
    batch.settle();
    return new RebuildSlice(
        batch.changes(),
        files.size(),
        files.stream().mapToLong(FileBatches.Sized::recordsLoaded).sum(),
        files.get(files.size() - 1).fileSeq());
  }

  /**
   * The next slice of files whose bronze was retired: fills what the source declares of its own.
   * Empty at the end, or if there is nothing to fill.
   */
  Optional<RebuildSlice> retiredSlice(long after) {
    LayerLock.take(handle, Silver.LAYER);
    DeclaredSource source = DeclaredSource.inForce(handle);
    if (!selection.whole() || source.plain()) {
      return Optional.empty();
    }
    new SettingsInForce(source.applied(given)).require(handle);
    List<FileBatches.Sized> left =
        handle
            .createQuery(SQL.get("next_retired"))
            .bind("after", after)
            .bind("max", FileBatches.FILES)
            .map(FileBatches.FILE)
            .list();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    List<FileBatches.Sized> files = FileBatches.first(left);
    List<UUID> ids = files.stream().map(FileBatches.Sized::fileId).toList();
    SilverRebuildBatch batch = batch(source);
    batch.lock(ids);
    batch.fillRetired(ids);
    return Optional.of(
        new RebuildSlice(batch.changes(), 0, 0, files.get(files.size() - 1).fileSeq()));
  }

  /** The last slice, after all files: removes rows that belong to none of them. */
  RebuildSlice rest() {
    LayerLock.take(handle, Silver.LAYER);
    DeclaredSource source = DeclaredSource.inForce(handle);
    new SettingsInForce(source.applied(given)).require(handle);
    SilverRebuildBatch none = batch(source);
    if (selection.whole()) {
      none.removeOrphans();
    }
    return new RebuildSlice(none.changes(), 0, 0, null);
  }

  private SilverRebuildBatch batch(DeclaredSource source) {
    return new SilverRebuildBatch(handle, source.applied(given), source);
  }

  /** The files whose bronze was retired. */
  ResultIterable<FileBatches.Sized> retired() {
    return handle.createQuery(SQL.get("retired")).map(FileBatches.FILE);
  }

  /** The files whose rows a rebuild doesn't read in bronze. */
  ResultIterable<FileBatches.Sized> unread() {
    return handle.createQuery(SQL.get("unread")).map(FileBatches.FILE);
  }

  private ResultIterable<FileBatches.Sized> files(long after, long last, int max) {
    return selection
        .bindTo(handle.createQuery(SQL.get("files")))
        .bind("every_day", selection.everyDay())
        .bind("after", after)
        .bind("last", last)
        .bind("max", max)
        .map(FileBatches.FILE);
  }
}
