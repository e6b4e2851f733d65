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
 * Signals the refresh that there is work, at most four times a second, since a workflow takes a
 * limited number of signals. The first nudge is sent at once. Those of the next quarter of a second
 * share one signal at its end, so that the last commit always has one. Until a refresh begins, the
 * last signal covers every commit. It is repeated only once a minute: otherwise a step of hours
 * would fill the workflow's history. Where it isn't known when a refresh begins, a signal is sent
 * at most once a second.
 */
public final class RefreshNudge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshNudge.class);
  private static final Duration APART = Duration.ofMillis(250);
  private static final Duration APART_UNKNOWING = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
  private static final Duration LONGEST_UNSERVED = Duration.ofMinutes(1);

  private final WorkflowClient client;
  private final Optional<RefreshStarts> starts;
  private final Duration apart;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final AtomicLong failures = new AtomicLong();
  private final ScheduledThreadPoolExecutor executor;
  private volatile long nextNanos = System.nanoTime();
  private volatile String reason;
  private volatile Instant sentAt;
  private volatile long sentNanos;

  /**
   * @param client connected to the namespace where the refresh runs
   * @param starts knows whether a refresh has begun since the last signal
   */
  public RefreshNudge(WorkflowClient client, RefreshStarts starts) {
    this(client, Optional.of(starts));
  }

  /** The same, without knowing when a refresh has begun. */
  public RefreshNudge(WorkflowClient client) {
    this(client, Optional.empty());
  }

  private RefreshNudge(WorkflowClient client, Optional<RefreshStarts> starts) {
    this.client = client;
    this.starts = starts;
    this.apart = starts.isPresent() ? APART : APART_UNKNOWING;
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
   * Returns at once and never fails. A nudge that can't be sent is counted and retried later.
   *
   * @param why what happened, in a word, e.g. {@code loaded}
   */
  public void nudge(String why) {
    reason = why;
    if (wanted.compareAndSet(false, true)) {
      sendAt(nextNanos);
    }
  }

  /** Returns how many signals could not be sent so far. */
  public long failures() {
    return failures.get();
  }

  private void sendAt(long nanos) {
    var unused = executor.schedule(this::send, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void send() {
    if (!wanted.compareAndSet(true, false)) {
      return; // close() has sent it already
    }
    nextNanos = System.nanoTime() + apart.toNanos();
    try {
      if (!isUnserved()) {
        request();
      }
    } catch (RuntimeException e) {
      // The rows are committed in any case. The next nudge or sweep makes up for this signal.
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
   * Sends a nudge that is still outstanding. Gives up after five seconds if Temporal is away: the
   * next sweep nudges too.
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
        executor.awaitTermination(APART_UNKNOWING.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
