package scout.starter.hooks;

import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import scout.storage.BucketLayout;
import scout.traces.TraceRecorder;
import scout.traces.TraceRoot;
import scout.traces.TracedStep;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Starts the journeys of objects that are input, and ignores all others. */
public final class ObjectArrivals {
  private final WorkflowClient temporal;
  private final BucketLayout area;
  private final Optional<TraceRecorder> traces;

  /**
   * @param area where devices upload
   * @param traces records each event in the trace of its file; empty where nobody collects them
   */
  public ObjectArrivals(
      WorkflowClient temporal, BucketLayout area, Optional<TraceRecorder> traces) {
    this.temporal = temporal;
    this.area = area;
    this.traces = traces;
  }

  /** True if the object is in the upload area and its name has a known format. */
  boolean concerns(NewObject object) {
    return area.bucket().equals(object.bucket()) && area.accepts(object.key());
  }

  /**
   * Signals the object's journey, and starts it if there is none. Once this returns, Temporal has
   * stored it. If Temporal can't be reached, it throws after some tries.
   */
  void announce(NewObject object) {
    Instant began = Instant.now();
    FileVersion version = new FileVersion(object.etag(), "webhook");
    Journeys.arrived(temporal, object.bucket(), object.key(), version, Journeys.LIVE);
    if (object.etag() != null) {
      traces.ifPresent(
          to ->
              to.step(
                  TraceRoot.ofFile(object.bucket(), object.key(), object.etag()),
                  TracedStep.done("event", began, Map.of("scout.key", object.key()))));
    }
  }
}
