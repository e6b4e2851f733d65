package scout.activities.sweep;

import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.workflows.client.Refreshes;
import scout.workflows.refresh.RefreshRequest;

/**
 * Tells the refresh that there is something to do, at most once a second, since a workflow takes
 * only so many signals. The first nudge goes at once; those within the second after it share one
 * that follows, so that the last commit is never left without. While no refresh has begun since the
 * last signal, that signal still stands for all that was committed: another one is sent after a
 * minute only, or a step of hours would let the workflow run full.
 */
public final class RefreshNudge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshNudge.class);
  private static final Duration APART = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
  private static final Duration LONGEST_UNSERVED = Duration.ofMinutes(1);

  private final WorkflowClient client;
  private final Optional<RefreshStarts> starts;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final AtomicLong failures = new AtomicLong();
  private final ScheduledThreadPoolExecutor executor;
  private volatile long nextNanos = System.nanoTime();
  private volatile String reason;
  private volatile Instant sentAt;
  private volatile long sentNanos;

  /**
   * @param client connected to the namespace where the refresh runs
   * @param starts tells whether the last signal was served
   */
  public RefreshNudge(WorkflowClient client, RefreshStarts starts) {
    this(client, Optional.of(starts));
  }

  /** The same, where nobody can tell whether a signal was served. */
  public RefreshNudge(WorkflowClient client) {
    this(client, Optional.empty());
  }

  private RefreshNudge(WorkflowClient client, Optional<RefreshStarts> starts) {
    this.client = client;
    this.starts = starts;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "refresh-nudge");
              thread.setDaemon(true);
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Returns at once and never fails: a nudge that can't be sent is counted and sent again later.
   *
   * @param why what happened, in a word, e.g. {@code loaded}
   */
  public void nudge(String why) {
    reason = why;
    if (wanted.compareAndSet(false, true)) {
      sendAt(nextNanos);
    }
  }

  /** How many signals could not be sent so far. */
  public long failures() {
    return failures.get();
  }

  private void sendAt(long nanos) {
    var unused = executor.schedule(this::send, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void send() {
    if (!wanted.compareAndSet(true, false)) {
      return; // sent already, since this is closing
    }
    nextNanos = System.nanoTime() + APART.toNanos();
    try {
      if (!isUnserved()) {
        request();
      }
    } catch (RuntimeException e) {
      // Whatever it is, the rows are committed: the next nudge, or the next sweep, makes up for it.
      long count = failures.incrementAndGet();
      LOG.warn("Nudging the refresh failed ({} times so far); it is tried again", count, e);
      nextNanos = System.nanoTime() + AFTER_FAILURE.toNanos();
      nudge(reason);
    }
  }

  private void request() {
    Instant now = starts.map(RefreshStarts::now).orElse(null);
    Refreshes.request(client, RefreshRequest.nudge(reason));
    sentAt = now;
    sentNanos = System.nanoTime();
  }

  private boolean isUnserved() {
    Instant sent = sentAt;
    return sent != null
        && System.nanoTime() - sentNanos < LONGEST_UNSERVED.toNanos()
        && !starts.map(known -> known.since(sent)).orElse(true);
  }

  /**
   * Sends a nudge that is still wanted. Where Temporal is away, it is given up after five seconds:
   * the next sweep nudges too.
   */
  @Override
  public void close() {
    if (wanted.get()) {
      executor.execute(this::send);
    }
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
        executor.awaitTermination(APART.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
