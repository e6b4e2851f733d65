package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import scout.activities.checks.BlockingChecks;
import scout.activities.database.Heartbeat;
import scout.activities.models.ModelRefresh;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.TableChange;

/**
 * What a rebuild would change. It runs the rebuild's own statements on temporary copies, slice by
 * slice of silver, each from one snapshot. So it locks nothing of Scout's and writes nothing there,
 * and refreshes go on meanwhile.
 */
final class RebuildPreview {
  private final Handle handle;
  private final LayerSettings given;
  private final RebuildRequest request;
  private final Heartbeat heartbeat;

  /**
   * @param handle outside of a transaction
   * @param given the settings, without what the source declares
   */
  RebuildPreview(Handle handle, LayerSettings given, RebuildRequest request, Heartbeat heartbeat) {
    this.handle = handle;
    this.given = given;
    this.request = request;
    this.heartbeat = heartbeat;
  }

  /** Returns the changes, table by table, the lowest layer first. */
  List<TableChange> run() {
    List<TableChange> changes = new ArrayList<>();
    try (ShadowTables shadows = new ShadowTables(handle)) {
      if (request.layer() == Layer.SILVER) {
        changes.addAll(silver(shadows));
      }
      changes.addAll(
          snapshot(
              at -> {
                shadows.ofLayers();
                List<TableChange> above = above();
                at.rollback();
                return above;
              }));
    }
    return changes;
  }

  private <T> T snapshot(Function<Handle, T> work) {
    return heartbeat.inTransaction(handle, TransactionIsolationLevel.REPEATABLE_READ, work);
  }

  private SilverRebuild rebuild() {
    return new SilverRebuild(handle, given, Selection.of(request));
  }

  private List<TableChange> silver(ShadowTables shadows) {
    DeclaredSource source = snapshot(DeclaredSource::inForce);
    LayerSettings settings = source.applied(given);
    SettingsInForce inForce = new SettingsInForce(settings);
    boolean whole = Selection.of(request).whole();
    if (!whole) {
      inForce.require(handle);
    }
    shadows.ofSilver(source.tables().stream().map(table -> table.name()).toList());
    Slices slices = new Slices(shadows, settings, source);
    RebuildPlan plan = snapshot(at -> rebuild().plan());
    boolean keysChange = whole && rebuild().keysChange(inForce, source);
    if (keysChange) {
      for (List<UUID> unread : unread()) {
        slices.overridersOf(unread);
      }
      for (List<UUID> unread : unread()) {
        slices.losersOf(unread);
      }
    }
    long after = 0;
    List<List<FileBatches.Sized>> next = next(after, plan);
    while (!next.isEmpty()) {
      slices.read(ids(next.get(0)));
      after = next.get(0).get(next.get(0).size() - 1).fileSeq();
      next = next(after, plan);
    }
    if (whole) {
      boolean zoneChanges = inForce.ofOtherZone(handle);
      if (zoneChanges) {
        slices.ofZone();
      }
      for (List<UUID> retired : zoneChanges ? retired() : List.<List<UUID>>of()) {
        slices.held(retired, SilverRebuildBatch::moveRetired);
      }
      for (List<UUID> unread : keysChange ? unread() : List.<List<UUID>>of()) {
        slices.keyed(unread);
      }
      for (List<UUID> retired : source.plain() ? List.<List<UUID>>of() : retired()) {
        slices.held(retired, SilverRebuildBatch::fillRetired);
      }
      slices.orphans();
    }
    return slices.changes;
  }

  private List<List<FileBatches.Sized>> next(long after, RebuildPlan plan) {
    return snapshot(at -> rebuild().next(after, plan.last(), 1));
  }

  private List<List<UUID>> retired() {
    return FileBatches.of(snapshot(at -> rebuild().retired().list()));
  }

  private List<List<UUID>> unread() {
    return FileBatches.of(snapshot(at -> rebuild().unread().list()));
  }

  private static List<UUID> ids(List<FileBatches.Sized> files) {
    return files.stream().map(FileBatches.Sized::fileId).toList();
  }

  private List<TableChange> above() {
    ModelRefresh models =
        new ModelRefresh(handle, given.timeZone(), BlockingChecks.none(heartbeat), heartbeat);
    Selection selection = Selection.of(request);
    List<TableChange> changes = new ArrayList<>();
    for (Layer layer : request.layer().andAbove()) {
      heartbeat.stopIfEnded();
      switch (layer) {
        case SILVER -> {}
        case GOLD -> changes.addAll(ModelLayer.GOLD.rebuild(handle, selection, models));
        case PLATINUM -> changes.addAll(ModelLayer.PLATINUM.rebuild(handle, selection, models));
      }
    }
    return changes;
  }

  /** The slices of silver, each on copies of what it can change. */
  private final class Slices {
    private final ShadowTables shadows;
    private final LayerSettings settings;
    private final DeclaredSource source;
    private List<TableChange> changes = List.of();

    private Slices(ShadowTables shadows, LayerSettings settings, DeclaredSource source) {
      this.shadows = shadows;
      this.settings = settings;
      this.source = source;
    }

    private void read(List<UUID> files) {
      slice(
          batch -> {
            batch.read(files);
            shadows.copy(files);
            shadows.use();
            batch.decide();
          });
    }

    private void held(List<UUID> files, BiConsumer<SilverRebuildBatch, List<UUID>> work) {
      slice(
          batch -> {
            shadows.copy(files);
            shadows.use();
            work.accept(batch, files);
          });
    }

    private void overridersOf(List<UUID> files) {
      keyed(files, SilverRebuildBatch::readOverriders, SilverRebuildBatch::leaveBehind);
    }

    private void losersOf(List<UUID> files) {
      keyed(files, SilverRebuildBatch::readUnreadLosers, SilverRebuildBatch::dropKeyless);
    }

    private void keyed(List<UUID> files) {
      keyed(files, SilverRebuildBatch::readUnread, SilverRebuildBatch::decideUnread);
    }

    /** What they meet is known once their keys are. */
    private void keyed(
        List<UUID> files,
        BiConsumer<SilverRebuildBatch, List<UUID>> read,
        Consumer<SilverRebuildBatch> write) {
      slice(
          batch -> {
            shadows.copy(files);
            shadows.use();
            read.accept(batch, files);
            shadows.beginAgain();
            shadows.copy(files);
            shadows.use();
            write.accept(batch);
          });
    }

    private void orphans() {
      slice(
          batch -> {
            shadows.copyOrphans();
            shadows.use();
            batch.removeOrphans();
          });
    }

    private void ofZone() {
      slice(
          batch -> {
            shadows.use();
            batch.tellOfZone();
          });
    }

    private void slice(Consumer<SilverRebuildBatch> work) {
      snapshot(
          at -> {
            shadows.begin();
            SilverRebuildBatch batch = new SilverRebuildBatch(at, settings, source);
            work.accept(batch);
            shadows.end();
            changes = TableChange.sum(changes, batch.changes());
            return null;
          });
    }
  }
}
