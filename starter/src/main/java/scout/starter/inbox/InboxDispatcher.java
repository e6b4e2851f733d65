package scout.starter.inbox;

import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.schema.SqlFile;

/**
 * Begins the work of what lies in the {@link LiveInbox}: up to about 20 files a second each get a
 * journey of their own, more go in groups. A file leaves the inbox once Temporal has stored its
 * journey or group. If this process is killed in between, it is handed over again, which changes
 * nothing. Several starters share one inbox.
 */
public final class InboxDispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InboxDispatcher.class);
  private static final SqlFile SQL =
      SqlFile.load(InboxDispatcher.class, "/scout/starter/inbox.sql");

  /** A journey a file costs Temporal some 6 KB and 15 ms. */
  private static final int SINGLE_A_SECOND = 20;

  /** Two steps of a group, which run at the same time. */
  private static final int MOST = 100;

  /** Among so many of the oldest, the devices take turns. */
  private static final int WINDOW = 2_000;

  /** How long the files of a group gather. */
  private static final Duration GATHER = Duration.ofMillis(300);

  /** Finds what another starter left behind. */
  private static final Duration LOOK_AT_LEAST = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT_FOR_ROOM = Duration.ofSeconds(5);
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(20);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final KeptConnection connection;
  private final LiveGroups groups;
  private final HandOver handOver;
  private final WakeUp events;
  private final String bucket;
  private final long smallBytes;
  private final ArrivalRate rate = new ArrivalRate(InstantSource.system());

  /** True while Temporal did not take the last that was tried; then one entry is a trial. */
  private boolean away;

  /**
   * @param database as {@code scout_watch}
   * @param events calls when there is something to do
   * @param bucket where devices upload
   * @param smallBytes smaller files go in groups
   */
  public InboxDispatcher(
      Jdbi database, WorkflowClient temporal, WakeUp events, String bucket, long smallBytes) {
    this.connection = new KeptConnection(database);
    this.groups = new LiveGroups(temporal);
    this.handOver = new HandOver(temporal, groups);
    this.events = events;
    this.bucket = bucket;
    this.smallBytes = smallBytes;
  }

  /** Waits for events, at most a second, and hands over all that wait. */
  public void round() {
    try {
      events.await(LOOK_AT_LEAST);
      long end = System.nanoTime() + LONGEST_ROUND.toNanos();
      int taken = dispatch();
      while (taken > 0 && System.nanoTime() - end < 0) {
        gather(taken);
        taken = dispatch();
      }
      if (away) {
        Thread.sleep(AFTER_FAILURE.toMillis());
      }
    } catch (JdbiException e) {
      LOG.warn("The inbox of storage events can't be read; it is tried again in a moment", e);
      pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** At a high rate, lets a group's files come together, and running groups end. */
  private void gather(int taken) throws InterruptedException {
    if (rate.filesOfLastSecond() <= SINGLE_A_SECOND) {
      return;
    }
    if (taken < MOST) {
      Thread.sleep(GATHER.toMillis());
    }
    groups.awaitRoom(LONGEST_WAIT_FOR_ROOM);
  }

  /** Returns how many entries Temporal took. */
  private int dispatch() throws InterruptedException {
    List<Told> told = connection.inTransaction(this::dispatch);
    if (told == null) {
      throw new InterruptedException("The starter stops");
    }
    told.stream()
        .filter(entry -> !entry.taken())
        .findFirst()
        .ifPresent(
            entry ->
                LOG.warn(
                    "Temporal does not take a storage event; it stays in the inbox",
                    entry.failure()));
    away = told.stream().anyMatch(Told::away);
    return away ? 0 : told.size();
  }

  /** Null if this thread is interrupted. */
  private List<Told> dispatch(Handle handle) {
    List<InboxEntry> entries =
        handle
            .createQuery(SQL.get("take"))
            .bind("most", away ? 1 : MOST)
            .bind("window", WINDOW)
            .map(InboxEntry.MAPPER)
            .list();
    if (entries.isEmpty()) {
      return List.of();
    }
    rate.add(entries.size());
    try {
      List<Told> told = handOver(entries);
      seqs(told, Told::taken, handle, "remove");
      seqs(told, Told::refused, handle, "postpone");
      return told;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private List<Told> handOver(List<InboxEntry> entries) throws InterruptedException {
    List<InboxEntry> together = new ArrayList<>();
    if (rate.filesOfLastSecond() > SINGLE_A_SECOND) {
      entries.stream().filter(this::isPlain).forEach(together::add);
    }
    if (together.size() == 1) {
      together.clear();
    }
    List<InboxEntry> single = new ArrayList<>(entries);
    single.removeAll(together);
    return handOver.all(single, bucket, together);
  }

  /** A file may go with others if it is small and no journey of its own may be open. */
  private boolean isPlain(InboxEntry entry) {
    return entry.bucket().equals(bucket)
        && entry.etag() != null
        && entry.size() != null
        && entry.size() < smallBytes
        && !entry.awaited();
  }

  private static void seqs(
      List<Told> told, Predicate<Told> which, Handle handle, String statement) {
    List<Long> seqs = told.stream().filter(which).map(one -> one.entry().seq()).toList();
    if (!seqs.isEmpty()) {
      handle.createUpdate(SQL.get(statement)).bindArray("seqs", Long.class, seqs).execute();
    }
  }

  @Override
  public void close() {
    handOver.close();
    connection.close();
  }
}
