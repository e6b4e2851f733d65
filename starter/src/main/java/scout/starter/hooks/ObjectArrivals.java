package scout.starter.hooks;

import io.temporal.client.WorkflowClient;
import scout.storage.BucketLayout;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Begins the journeys of objects that are input, and leaves all others alone. */
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

  /** True if the object lies where devices upload and its name says a known format. */
  boolean concerns(NewObject object) {
    return area.bucket().equals(object.bucket()) && area.accepts(object.key());
  }

  /**
   * Tells the object's journey, beginning it if there is none; once this returns, Temporal has it
   * on disk. A Temporal that can't be reached is an exception, after some tries.
   */
  void announce(NewObject object) {
    FileVersion version = new FileVersion(object.etag(), "webhook");
    Journeys.arrived(temporal, object.bucket(), object.key(), version, Journeys.LIVE);
  }
}
