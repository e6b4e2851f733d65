package scout.starter.hooks;

import io.temporal.client.WorkflowClient;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.starter.inbox.InboxFull;
import scout.starter.inbox.LiveInbox;
import scout.starter.inbox.NewObject;
import scout.storage.BucketLayout;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Takes objects that are input durably, so that their work begins, and ignores all others. */
public final class ObjectArrivals {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectArrivals.class);

  private final LiveInbox inbox;
  private final WorkflowClient temporal;
  private final BucketLayout area;

  /**
   * @param inbox where events wait for their work to begin
   * @param temporal takes events while the inbox can't
   * @param area where devices upload
   */
  public ObjectArrivals(LiveInbox inbox, WorkflowClient temporal, BucketLayout area) {
    this.inbox = inbox;
    this.temporal = temporal;
    this.area = area;
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
    try {
      inbox.add(objects);
    } catch (JdbiException | InboxFull e) {
      LOG.info("The inbox can't take a storage event, so Temporal is told at once: {}", words(e));
      objects.forEach(this::tell);
    }
  }

  private static String words(RuntimeException e) {
    return e instanceof InboxFull ? e.getMessage() : "the database can't be used";
  }

  private void tell(NewObject object) {
    FileVersion version = new FileVersion(object.etag(), FileVersion.WEBHOOK);
    Journeys.arrived(temporal, object.bucket(), object.key(), version, Journeys.LIVE);
  }
}
