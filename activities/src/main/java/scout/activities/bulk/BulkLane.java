package scout.activities.bulk;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.activities.sweep.JourneyStarter;
import scout.workflows.BatchActivities;
import scout.workflows.BatchFile;
import scout.workflows.BatchResult;
import scout.workflows.FileGroup;
import scout.workflows.FileStatus;
import scout.workflows.FileVersion;
import scout.workflows.IngestActivities;
import scout.workflows.Journeys;
import scout.workflows.LoadRequest;
import scout.workflows.LoadResult;

/**
 * Takes small files one after the other through the same steps as a journey does. Uses one
 * connection of each kind at a time. Safe for use by many threads.
 */
public final class BulkLane implements BatchActivities {
  private static final Logger LOG = LoggerFactory.getLogger(BulkLane.class);
  private static final int PATIENCE = 3;

  private final IngestActivities ingestion;
  private final JourneyStarter journeys;

  /**
   * @param ingestion loads and archives a file
   * @param journeys told of the files that leave the good path
   */
  public BulkLane(IngestActivities ingestion, JourneyStarter journeys) {
    this.ingestion = ingestion;
    this.journeys = journeys;
  }

  @Override
  public BatchResult loadBatch(FileGroup group) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    BatchPlace place = context.getHeartbeatDetails(BatchPlace.class).orElse(BatchPlace.START);
    boolean patient = context.getInfo().getAttempt() < PATIENCE;
    while (place.next() < group.files().size()) {
      context.heartbeat(place);
      BatchFile file = group.files().get(place.next());
      boolean rested;
      try {
        rested = rests(group.bucket(), file);
      } catch (ActivityCompletionException | CancellationException e) {
        throw e;
      } catch (RuntimeException e) {
        // An outage is waited for. But what fails again and again may be this file's own trouble,
        // which must not hold up the others; one after the other it can't be.
        if (patient && !isFinal(e)) {
          throw e;
        }
        LOG.warn("{} leaves the bulk lane and goes on in its journey", file.key(), e);
        patient = true;
        rested = false;
      }
      if (!rested) {
        FileVersion version = new FileVersion(file.etag(), "bulk");
        journeys.arrived(group.bucket(), file.key(), version, Journeys.SWEPT);
      }
      place = place.after(rested);
    }
    return place.counts();
  }

  /** False if a person has to look at it, which is what a journey is for. */
  private boolean rests(String bucket, BatchFile file) {
    LoadResult result =
        ingestion.load(new LoadRequest(bucket, file.key(), file.etag(), false, null, null));
    if (result.status() == FileStatus.QUARANTINED) {
      return false;
    }
    boolean misplaced = result.archive() || result.status() == FileStatus.LOADED;
    if (misplaced && result.fileId() != null) {
      ingestion.archive(result.fileId());
    }
    return true;
  }

  private static boolean isFinal(RuntimeException e) {
    return e instanceof ApplicationFailure failure && failure.isNonRetryable();
  }
}
