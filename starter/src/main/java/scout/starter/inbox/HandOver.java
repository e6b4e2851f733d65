package scout.starter.inbox;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.TemporalException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import scout.parallel.Parallel;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Hands entries of the inbox to Temporal. After an outage shows, no other entry is tried. */
final class HandOver implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final Parallel parallel = new Parallel(AT_ONCE);
  private final WorkflowClient temporal;
  private final LiveGroups groups;

  HandOver(WorkflowClient temporal, LiveGroups groups) {
    this.temporal = temporal;
    this.groups = groups;
  }

  /**
   * Returns what became of each entry.
   *
   * @param single go to journeys of their own
   * @param together go in a group; may be empty
   */
  List<Told> all(List<InboxEntry> single, String bucket, List<InboxEntry> together)
      throws InterruptedException {
    RuntimeException refusal =
        together.isEmpty() ? null : trouble(() -> groups.start(bucket, together));
    List<Told> grouped = together.stream().map(entry -> new Told(entry, refusal)).toList();
    AtomicReference<RuntimeException> outage = new AtomicReference<>();
    if (grouped.stream().anyMatch(Told::away)) {
      outage.set(refusal);
    }
    List<Told> told = parallel.each(single, entry -> journey(entry, outage));
    return Stream.concat(grouped.stream(), told.stream()).toList();
  }

  private Told journey(InboxEntry entry, AtomicReference<RuntimeException> outage) {
    if (outage.get() != null) {
      return new Told(entry, outage.get());
    }
    FileVersion version = new FileVersion(entry.etag(), FileVersion.WEBHOOK);
    RuntimeException failure =
        trouble(
            () -> Journeys.arrived(temporal, entry.bucket(), entry.key(), version, Journeys.LIVE));
    Told told = new Told(entry, failure);
    if (told.away()) {
      outage.set(failure);
    }
    return told;
  }

  private static RuntimeException trouble(Runnable call) {
    try {
      call.run();
      return null;
    } catch (StatusRuntimeException | TemporalException e) {
      return e;
    }
  }

  @Override
  public void close() {
    parallel.close();
  }
}
