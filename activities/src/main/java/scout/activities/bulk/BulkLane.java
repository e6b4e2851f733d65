package scout.activities.bulk;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.activities.sweep.JourneyStarter;
import scout.workflows.batch.BatchActivities;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.BatchResult;
import scout.workflows.batch.FileGroup;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.IngestActivities;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/**
 * Takes small files through the same steps as a journey. Loads most of them together, the others
 * one after the other, then archives them together. Uses one connection of each kind at a time.
 * Thread-safe.
 */
public final class BulkLane implements BatchActivities {
  private static final Logger LOG = LoggerFactory.getLogger(BulkLane.class);
  private static final int PATIENCE = 3;

  /** How many files are taken together; a step that is cut repeats up to as many. */
  private static final int TOGETHER = 50;

  /**
   * The outcome of some files.
   *
   * @param counts of those before the first failure
   * @param failure of the file after those; null if none failed
   */
  private record Taken(BatchResult counts, RuntimeException failure) {}

  private final IngestActivities ingestion;
  private final GroupLoad groupLoad;
  private final GroupArchive groupArchive;
  private final JourneyStarter journeys;

  /**
   * @param ingestion loads and archives a file
   * @param groupLoad loads many
   * @param groupArchive archives many
   * @param journeys take the files that can't go on here
   */
  public BulkLane(
      IngestActivities ingestion,
      GroupLoad groupLoad,
      GroupArchive groupArchive,
      JourneyStarter journeys) {
    this.ingestion = ingestion;
    this.groupLoad = groupLoad;
    this.groupArchive = groupArchive;
    this.journeys = journeys;
  }

  @Override
  public BatchResult loadBatch(FileGroup group) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    BatchPlace place = context.getHeartbeatDetails(BatchPlace.class).orElse(BatchPlace.START);
    boolean patient = context.getInfo().getAttempt() < PATIENCE;
    BatchRun run = BatchRun.of(context.getInfo());
    while (place.next() < group.files().size()) {
      context.heartbeat(place);
      int end = Math.min(place.next() + (patient ? TOGETHER : 1), group.files().size());
      Taken taken = take(run, group.bucket(), group.files().subList(place.next(), end));
      place = place.after(taken.counts());
      if (taken.failure() == null) {
        continue;
      }
      // Retrying waits for an outage to end. A failure that repeats may come from this file, which
      // must not hold up the others. Then its journey takes it.
      if (patient && !isFinal(taken.failure())) {
        context.heartbeat(place);
        throw taken.failure();
      }
      BatchFile file = group.files().get(place.next());
      LOG.warn("{} leaves the bulk lane and goes on in its journey", file.key(), taken.failure());
      goOn(run, group.bucket(), file);
      place = place.after(new BatchResult(0, 1));
      patient = true;
    }
    return place.counts();
  }

  /** Loads the files up to the first that fails, and archives what was loaded. */
  private Taken take(BatchRun run, String bucket, List<BatchFile> files) {
    Map<String, LoadResult> together =
        files.size() > 1 ? groupLoad.load(run, bucket, files) : Map.of();
    List<LoadResult> loads = new ArrayList<>();
    RuntimeException failure = null;
    for (BatchFile file : files) {
      try {
        LoadResult loaded = together.get(file.key());
        loads.add(
            loaded != null
                ? loaded
                : ingestion.load(
                    LoadRequest.inBatch(bucket, file.key(), found(run, file), run.batchId())));
      } catch (ActivityCompletionException | CancellationException e) {
        throw e;
      } catch (RuntimeException e) {
        failure = e;
        break;
      }
    }
    return archive(run, bucket, files, loads, failure);
  }

  private Taken archive(
      BatchRun run,
      String bucket,
      List<BatchFile> files,
      List<LoadResult> loads,
      RuntimeException failure) {
    List<UUID> misplaced =
        loads.stream().filter(BulkLane::isMisplaced).map(LoadResult::fileId).toList();
    Set<UUID> archived = misplaced.size() > 1 ? groupArchive.archive(misplaced) : Set.of();
    BatchResult counts = BatchResult.NONE;
    for (int i = 0; i < loads.size(); i++) {
      LoadResult load = loads.get(i);
      if (load.status() == FileStatus.QUARANTINED) {
        goOn(run, bucket, files.get(i));
        counts = counts.plus(new BatchResult(0, 1));
        continue;
      }
      if (isMisplaced(load) && !archived.contains(load.fileId())) {
        try {
          ingestion.archive(load.fileId());
        } catch (ActivityCompletionException | CancellationException e) {
          throw e;
        } catch (RuntimeException e) {
          return new Taken(counts, e);
        }
      }
      counts = counts.plus(new BatchResult(1, 0));
    }
    return new Taken(counts, failure);
  }

  /** Hands the file to a journey: a person has to look at it, or it needs time of its own. */
  private void goOn(BatchRun run, String bucket, BatchFile file) {
    journeys.arrived(bucket, file.key(), found(run, file), run.priority());
  }

  private static FileVersion found(BatchRun run, BatchFile file) {
    return new FileVersion(file.etag(), run.source());
  }

  /** A file in quarantine is left to its journey, which moves it too. */
  private static boolean isMisplaced(LoadResult load) {
    return load.needsArchiving() && load.status() != FileStatus.QUARANTINED;
  }

  private static boolean isFinal(RuntimeException e) {
    return e instanceof ApplicationFailure failure && failure.isNonRetryable();
  }
}
