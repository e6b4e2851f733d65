package scout.activities.sweep;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.UUID;
import scout.activities.database.Database;
import scout.activities.storage.ObjectStore;
import scout.activities.storage.StorageDenied;
import scout.workflows.InputArea;
import scout.workflows.SweepActivities;
import scout.workflows.SweepRequest;
import scout.workflows.SweepResult;

/**
 * Hands over every object that lies in the input area, known or not: a known one that is at rest
 * lies there because it was uploaded again, or because archiving it was cut short, and its journey
 * moves it. What a journey doesn't need, telling it again does not harm.
 */
public final class Sweep implements SweepActivities {
  private final ObjectStore store;
  private final InputArea area;
  private final SweepLedger ledger;
  private final JourneyStarter starter;
  private final RefreshNudge nudge;
  private final int maxUnfinished;
  private volatile boolean stopping;

  /**
   * @param store reads the listing
   * @param area where devices upload
   * @param ingest a pool of the role that ingests
   * @param starter tells the journeys
   * @param nudge told once when the sweep is done
   * @param maxUnfinished how many journeys may be under way at a time before it waits, at least 1
   */
  public Sweep(
      ObjectStore store,
      InputArea area,
      Database ingest,
      JourneyStarter starter,
      RefreshNudge nudge,
      int maxUnfinished) {
    if (maxUnfinished < 1) {
      throw new IllegalArgumentException("At least one journey must be allowed");
    }
    this.store = store;
    this.area = area;
    this.ledger = new SweepLedger(ingest, area.bucket());
    this.starter = starter;
    this.nudge = nudge;
    this.maxUnfinished = maxUnfinished;
  }

  /** The sweep's id in {@code scout.sweeps} is the id of the workflow run. */
  @Override
  public SweepResult handOver(SweepRequest request) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    UUID sweepId = UUID.fromString(context.getInfo().getWorkflowRunId());
    try (HandOver handOver = new HandOver(starter, area.bucket())) {
      SweepResult result =
          new SweepRun(store, area, ledger, handOver, maxUnfinished, context, () -> stopping)
              .run(sweepId, request);
      nudge.nudge("sweep");
      return result;
    } catch (StorageDenied e) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(e.getMessage(), e.code(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The worker stops; the sweep goes on elsewhere", e);
    }
  }

  /** Ends the sweeps under way; they go on in another worker, or when this one runs again. */
  public void stop() {
    stopping = true;
  }
}
