package scout.activities.layers;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.checks.BlockingChecks;
import scout.activities.checks.CheckBlocked;
import scout.activities.checks.CheckLedger;
import scout.activities.database.Heartbeat;
import scout.activities.database.RolePool;
import scout.activities.models.ModelRefresh;
import scout.parallel.Parallel;
import scout.workflows.FailureCode;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildActivities;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildSlice;
import scout.workflows.rebuild.TableChange;

/** The steps of a rebuild on PostgreSQL, logged in as the role that settles and refreshes. */
public final class RebuildSteps implements RebuildActivities {
  /** The slices of one step: enough to overlap, few enough that progress stays visible. */
  private static final int SLICES = 4;

  private final Jdbi jdbi;
  private final LayerSettings settings;
  private final SpareConnections spare;
  private final Runnable nudge;

  /**
   * @param transform the database as {@code scout_transform}
   * @param spare on one, a slice of silver is read while another is written
   * @param nudge asks for a refresh, which settles the files that came in meanwhile
   */
  public RebuildSteps(
      RolePool transform, LayerSettings settings, SpareConnections spare, Runnable nudge) {
    this.jdbi = transform.jdbi();
    this.settings = settings;
    this.spare = spare;
    this.nudge = nudge;
  }

  @Override
  public List<TableChange> rebuildLayer(Layer layer, RebuildRequest request) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      return commit(heartbeat, layer, handle -> rebuild(handle, layer, request, heartbeat));
    }
  }

  @Override
  public RebuildPlan planSilver(RebuildRequest request) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      return heartbeat.inTransaction(jdbi, handle -> silver(handle, request).plan());
    }
  }

  @Override
  public RebuildSlice rebuildSilver(RebuildRequest request, RebuildPlan plan, long after) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      List<List<FileBatches.Sized>> next =
          heartbeat.inTransaction(
              jdbi, handle -> silver(handle, request).next(after, plan.last(), SLICES));
      if (next.isEmpty()) {
        return commit(heartbeat, Layer.SILVER, handle -> afterFiles(handle, request, plan, after));
      }
      return atOnce(
          heartbeat, next.stream().map(files -> slice(heartbeat, request, files)).toList());
    }
  }

  /** The place of a file whose bronze was retired is its number beyond the last of the plan's. */
  private RebuildSlice afterFiles(
      Handle handle, RebuildRequest request, RebuildPlan plan, long after) {
    SilverRebuild silver = silver(handle, request);
    return silver
        .retiredSlice(Math.max(0, after - plan.last()))
        .map(
            slice ->
                new RebuildSlice(
                    slice.tables(), slice.files(), slice.records(), plan.last() + slice.after()))
        .orElseGet(silver::rest);
  }

  /** Reports why the activity ended rather than the failure that this caused in a slice. */
  private RebuildSlice atOnce(Heartbeat heartbeat, List<Callable<RebuildSlice>> slices) {
    try (var another = spare.borrow();
        Parallel parallel = new Parallel(another.granted() ? 2 : 1)) {
      List<RebuildSlice> done = parallel.untilOneFails(slices, heartbeat::stop);
      heartbeat.stopIfEnded();
      return done.stream().reduce(RebuildSlice::plus).orElseThrow();
    } catch (ExecutionException e) {
      heartbeat.stopIfEnded();
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private Callable<RebuildSlice> slice(
      Heartbeat heartbeat, RebuildRequest request, List<FileBatches.Sized> files) {
    return () -> {
      new YieldToLiveFiles(jdbi).toLiveFiles(heartbeat);
      return commit(heartbeat, Layer.SILVER, handle -> silver(handle, request).slice(files));
    };
  }

  private SilverRebuild silver(Handle handle, RebuildRequest request) {
    return new SilverRebuild(handle, settings, Selection.of(request));
  }

  /** Commits the work if the layer's blocking checks pass, then nudges. */
  private <T> T commit(Heartbeat heartbeat, Layer layer, Function<Handle, T> work) {
    try {
      T done =
          heartbeat.inTransaction(
              jdbi,
              handle -> {
                T result = work.apply(handle);
                new BlockingChecks(heartbeat, settings.checkTimeout())
                    .require(handle, layer.word());
                return result;
              });
      nudge.run();
      return done;
    } catch (CheckBlocked e) {
      UUID rebuildId = UUID.randomUUID();
      jdbi.useTransaction(handle -> CheckLedger.record(handle, rebuildId, e.check(), e.verdict()));
      throw FailureCode.CHECK_BLOCKED.failure(
          e.getMessage(), Map.of("check", e.check().checkName()));
    }
  }

  @Override
  public List<TableChange> previewRebuild(RebuildRequest request) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      return jdbi.withHandle(
          handle -> new RebuildPreview(handle, settings, request, heartbeat).run());
    }
  }

  private List<TableChange> rebuild(
      Handle handle, Layer layer, RebuildRequest request, Heartbeat heartbeat) {
    Selection selection = Selection.of(request);
    ModelRefresh models =
        new ModelRefresh(
            handle,
            settings.timeZone(),
            new BlockingChecks(heartbeat, settings.checkTimeout()),
            heartbeat);
    return switch (layer) {
      case SILVER -> silver(handle, request).run(heartbeat);
      case GOLD -> ModelLayer.GOLD.rebuild(handle, selection, models);
      case PLATINUM -> ModelLayer.PLATINUM.rebuild(handle, selection, models);
    };
  }
}
