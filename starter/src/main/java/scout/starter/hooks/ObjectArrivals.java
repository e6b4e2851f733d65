package scout.starter.hooks;

import io.temporal.client.WorkflowClient;
import scout.storage.BucketLayout;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Starts the journeys of objects that are input, and ignores all others. */
public final class ObjectArrivals {
  private final WorkflowClient temporal;
  private final BucketLayout area;

  /**
   * @param area where devices upload
   */
  public ObjectArrivals(WorkflowClient temporal, BucketLayout area) {
    this.temporal = temporal;
    this.area = area;
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
    FileVersion version = new FileVersion(object.etag(), "webhook");
    Journeys.arrived(temporal, object.bucket(), object.key(), version, Journeys.LIVE);
  }
}
