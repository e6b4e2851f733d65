package scout.activities.database;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.PGConnection;

/**
 * Heartbeats from a second thread while the activity makes progress. It ends the activity when that
 * is cancelled, its thread is interrupted, or the worker stops waiting for it. Then it cancels the
 * running statement, so that the transaction rolls back. Close it when the activity ends.
 *
 * <p>Progress means: bytes or records arrive, a transaction begins or ends, or a statement runs on
 * a database that answers. Without progress it soon stops heartbeating, so that Temporal gives the
 * hanging activity to another worker.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** A reading call to the storage fails by itself after 30 seconds without a byte. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Thread worker = Thread.currentThread();
  private final Runnable beat;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> ticks;
  private final Map<PGConnection, BooleanSupplier> watched = new HashMap<>();
  private final Duration patience;
  private volatile RuntimeException ended;
  private volatile boolean stopped;
  private volatile boolean moved;
  private volatile long lastMoved = System.nanoTime();

  private Heartbeat(Runnable beat, Duration every, Duration patience) {
    this.beat = beat;
    this.patience = patience;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    this.ticks =
        timer.scheduleWithFixedDelay(
            this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Starts heartbeats for this thread's activity. Without an activity, as in a tool, only
   * interrupting the thread ends the work.
   */
  public static Heartbeat start() {
    return start(PATIENCE);
  }

  /**
   * The same, for an activity whose calls take longer before they show progress.
   *
   * @param patience how long it heartbeats without progress: the longest such call, which must end
   *     by itself
   */
  public static Heartbeat start(Duration patience) {
    return new Heartbeat(beat(), EVERY, patience);
  }

  private static Runnable beat() {
    try {
      ActivityExecutionContext context = Activity.getExecutionContext();
      // Repeats the details that the activity reported, so that they aren't lost.
      return () -> context.heartbeat(context.getHeartbeatDetails(Object.class).orElse(null));
    } catch (IllegalStateException e) {
      return () -> {};
    }
  }

  /**
   * @param beat called regularly; throws ActivityCompletionException when the work should end
   * @param every the time between two calls
   */
  public static Heartbeat start(Runnable beat, Duration every) {
    return start(beat, every, PATIENCE);
  }

  /** The same; {@code patience} is how long it heartbeats without progress. */
  static Heartbeat start(Runnable beat, Duration every, Duration patience) {
    return new Heartbeat(beat, every, patience);
  }

  /** Records progress; cheap enough for each read of a stream. */
  public void moved() {
    if (!moved) {
      moved = true;
    }
  }

  /**
   * Runs work in a transaction; rolls it back if the activity ends early.
   *
   * @throws X what the work throws
   * @throws ActivityCompletionException if the activity was cancelled or its worker shuts down
   * @throws CancellationException if its thread was interrupted
   */
  public <T, X extends Exception> T inTransaction(Jdbi jdbi, HandleCallback<T, X> work) throws X {
    stopIfEnded();
    try {
      return jdbi.inTransaction(handle -> watched(handle, work));
    } catch (Exception e) {
      // A cancelled statement fails like any other; what counts is why it was cancelled.
      stopIfEnded();
      throw e;
    }
  }

  /** The same on a session that the caller has, with all that the session holds. */
  public <T> T inTransaction(
      Handle handle, TransactionIsolationLevel level, Function<Handle, T> work) {
    stopIfEnded();
    try {
      return handle.inTransaction(level, own -> watched(own, work::apply));
    } catch (RuntimeException e) {
      stopIfEnded();
      throw e;
    }
  }

  /**
   * Runs a part of a transaction that the caller began on its session and ends; perhaps on another
   * thread than the activity's.
   *
   * @throws ActivityCompletionException if the activity was cancelled or its worker shuts down
   * @throws CancellationException if its thread was interrupted
   */
  public <T> T inPart(Handle handle, Function<Handle, T> work) {
    stopIfEnded();
    try {
      return watched(handle, work::apply);
    } catch (RuntimeException e) {
      stopIfEnded();
      throw e;
    }
  }

  private <T, X extends Exception> T watched(Handle handle, HandleCallback<T, X> work) throws X {
    PGConnection connection = watch(handle);
    try {
      return work.withHandle(handle);
    } finally {
      unwatch(connection);
      moved();
    }
  }

  /** Ends the work because its worker stops; cancels its running statements. */
  public void stop() {
    stopped = true;
    end(new CancellationException("The worker stops"));
  }

  /**
   * Call this between steps; each call counts as progress.
   *
   * @throws ActivityCompletionException if the activity was cancelled or its worker shuts down
   * @throws CancellationException if its thread was interrupted
   */
  public void stopIfEnded() {
    moved();
    RuntimeException reason = ended;
    if (reason != null) {
      throw reason;
    }
  }

  /**
   * Waits; this counts as progress.
   *
   * @throws ActivityCompletionException see {@link #stopIfEnded}
   * @throws CancellationException if its thread was interrupted
   */
  public void pause(Duration time) {
    stopIfEnded();
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The worker stops");
    }
    stopIfEnded();
  }

  private synchronized PGConnection watch(Handle handle) {
    try {
      PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
      WatchedBy by = handle.getConfig(WatchedBy.class);
      Thread thread = Thread.currentThread();
      watched.put(connection, () -> by.serves(thread));
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException("The connection is not PostgreSQL's", e);
    }
  }

  private synchronized void unwatch(PGConnection connection) {
    watched.remove(connection);
  }

  private void tick() {
    // Cancels again, since a statement may have begun after the others were cancelled.
    if (stopped || worker.isInterrupted()) {
      stop();
      return;
    }
    if (!getsOn()) {
      return;
    }
    try {
      beat.run();
    } catch (ActivityCompletionException e) {
      end(e);
    }
  }

  private boolean getsOn() {
    long now = System.nanoTime();
    if (moved || isServed()) {
      moved = false;
      lastMoved = now;
    }
    return now - lastMoved < patience.toNanos();
  }

  private synchronized boolean isServed() {
    return watched.values().stream().anyMatch(BooleanSupplier::getAsBoolean);
  }

  private synchronized void end(RuntimeException reason) {
    if (ended == null) {
      ended = reason;
    }
    for (PGConnection connection : watched.keySet()) {
      try {
        connection.cancelQuery();
      } catch (SQLException e) {
        ended.addSuppressed(e); // the next beat tries again
      }
    }
  }

  @Override
  public void close() {
    ticks.cancel(false);
    timer.shutdown();
  }
}
