package scout.activities.sweep;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.util.UUID;
import java.util.function.Consumer;
import scout.activities.database.RolePool;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.storage.StorageDenied;
import scout.workflows.sweep.SweepActivities;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/**
 * Hands over every object in the input area, known or not. A known object at rest was uploaded
 * again, or its archiving was cut short; its journey moves it. Signalling a journey that needs
 * nothing is harmless. A backlog of small files goes through the bulk lane.
 */
public final class Sweep implements SweepActivities {
  private final ObjectStore store;
  private final BucketLayout area;
  private final SweepLedger ledger;
  private final JourneyStarter journeys;
  private final WorkflowClient client;
  private final RefreshNudge nudge;
  private final SweepSettings settings;
  private volatile boolean stopping;

  /**
   * @param store reads the listing
   * @param area where devices upload
   * @param ingest a pool of the role that ingests, whose connections no load keeps for long
   * @param client signals the journeys and starts batches
   * @param nudge sent once, when the sweep is done
   */
  public Sweep(
      ObjectStore store,
      BucketLayout area,
      RolePool ingest,
      WorkflowClient client,
      RefreshNudge nudge,
      SweepSettings settings) {
    this.store = store;
    this.area = area;
    this.ledger = new SweepLedger(ingest, area.bucket());
    this.journeys = new JourneyStarter(client);
    this.client = client;
    this.nudge = nudge;
    this.settings = settings;
  }

  /** The sweep's id in {@code scout.sweeps} is the id of the workflow run. */
  @Override
  public SweepResult handOver(SweepRequest request) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    UUID sweepId = UUID.fromString(context.getInfo().getWorkflowRunId());
    try (SweepTurn turn = new SweepTurn(ledger, sweepId);
        HandOver handOver = new HandOver(journeys, area.bucket())) {
      Consumer<SweepPlace> beat = place -> beat(context, turn, place);
      UnfinishedVersions unfinished =
          new UnfinishedVersions(ledger, handOver, UnfinishedVersions.LONG);
      RunningBatches running = new RunningBatches(client, area.bucket(), unfinished);
      SweepScheduler lanes = new SweepScheduler(handOver, running, unfinished, settings, beat);
      SweepResult result =
          new SweepRun(store, area, ledger, lanes, turn, beat)
              .run(sweepId, request, context.getHeartbeatDetails(SweepPlace.class));
      nudge.nudge("sweep");
      return result;
    } catch (StorageDenied e) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(e.getMessage(), e.code(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The worker stops; the sweep goes on elsewhere", e);
    }
  }

  /** Records the place. Ends the attempt when the worker stops; the next one continues there. */
  private void beat(ActivityExecutionContext context, SweepTurn turn, SweepPlace place) {
    context.heartbeat(place);
    turn.keep();
    if (stopping) {
      throw new IllegalStateException("The worker stops; the sweep goes on elsewhere");
    }
  }

  /** Ends the running sweeps. They continue in another worker, or when this one runs again. */
  public void stop() {
    stopping = true;
  }
}
