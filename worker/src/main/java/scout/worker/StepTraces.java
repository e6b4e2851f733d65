package scout.worker;

import java.util.Optional;
import scout.activities.bulk.BulkLane;
import scout.activities.database.RolePool;
import scout.activities.ingest.IngestSteps;
import scout.activities.sweep.JourneyStarter;
import scout.traces.TraceRecorder;
import scout.traces.TraceSettings;
import scout.workflows.journey.IngestActivities;
import scout.workflows.refresh.LayerActivities;

/**
 * Traces of the worker's steps, where a collector is set. Without one the steps stay as they are.
 */
final class StepTraces implements AutoCloseable {
  private final Optional<TraceRecorder> recorder;
  private final TraceReads reads;

  /**
   * @param files connections as the role that loads
   * @param layers connections as the role that refreshes
   */
  StepTraces(Optional<TraceSettings> settings, RolePool files, RolePool layers) {
    this.recorder = settings.map(found -> TraceRecorder.start(found, "scout-worker"));
    this.reads = new TraceReads(files, layers);
  }

  IngestActivities ingestion(IngestSteps steps) {
    return recorder
        .<IngestActivities>map(traces -> new TracedIngestion(steps, reads, traces))
        .orElse(steps);
  }

  BulkLane bulkLane(IngestSteps steps, JourneyStarter journeys) {
    return recorder
        .map(traces -> new TracedIngestion(steps, reads, traces))
        .map(
            traced ->
                new BulkLane(
                    traced,
                    traced.loadedTogether(steps::loadTogether),
                    traced.archivedTogether(steps::archiveTogether),
                    journeys))
        .orElseGet(
            () -> new BulkLane(steps, steps::loadTogether, steps::archiveTogether, journeys));
  }

  LayerActivities layers(LayerActivities steps) {
    return recorder
        .<LayerActivities>map(traces -> new TracedLayers(steps, reads, traces))
        .orElse(steps);
  }

  @Override
  public void close() {
    recorder.ifPresent(TraceRecorder::close);
  }
}
