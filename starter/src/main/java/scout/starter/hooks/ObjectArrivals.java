package scout.starter.hooks;

import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.starter.inbox.InboxFull;
import scout.starter.inbox.LiveInbox;
import scout.starter.inbox.NewObject;
import scout.storage.BucketLayout;
import scout.traces.TraceRecorder;
import scout.traces.TraceRoot;
import scout.traces.TracedStep;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Takes objects that are input durably, so that their work begins, and ignores all others. */
public final class ObjectArrivals {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectArrivals.class);

  private final LiveInbox inbox;
  private final WorkflowClient temporal;
  private final BucketLayout area;
  private final Optional<TraceRecorder> traces;

  /**
   * @param inbox where events wait for their work to begin
   * @param temporal takes events while the inbox can't
   * @param area where devices upload
   * @param traces records each event in the trace of its file; empty where nobody collects them
   */
  public ObjectArrivals(
      LiveInbox inbox, WorkflowClient temporal, BucketLayout area, Optional<TraceRecorder> traces) {
    this.inbox = inbox;
    this.temporal = temporal;
    this.area = area;
    this.traces = traces;
  }

  /** True if the object is in the upload area and its name has a known format. */
  boolean concerns(NewObject object) {
    return area.bucket().equals(object.bucket()) && area.accepts(object.key());
  }

  /**
   * Commits the objects to the inbox. If it can't take them, signals their journeys. Once this
   * returns, one of the two has stored each. If neither can, it throws after some tries.
   */
  void announce(List<NewObject> objects) {
    Instant began = Instant.now();
    try {
      inbox.add(objects);
    } catch (JdbiException | InboxFull e) {
      LOG.info("The inbox can't take a storage event, so Temporal is told at once: {}", words(e));
      objects.forEach(this::tell);
    }
    traces.ifPresent(to -> objects.forEach(object -> record(to, object, began)));
  }

  private static String words(RuntimeException e) {
    return e instanceof InboxFull ? e.getMessage() : "the database can't be used";
  }

  private void tell(NewObject object) {
    FileVersion version = new FileVersion(object.etag(), FileVersion.WEBHOOK);
    Journeys.arrived(temporal, object.bucket(), object.key(), version, Journeys.LIVE);
  }

  private static void record(TraceRecorder traces, NewObject object, Instant began) {
    if (object.etag() != null) {
      traces.step(
          TraceRoot.ofFile(object.bucket(), object.key(), object.etag()),
          TracedStep.done("event", began, Map.of("scout.key", object.key())));
    }
  }
}
