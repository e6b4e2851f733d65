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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/**
 * Keeps an activity alive while it gets on: a thread beside it heartbeats, and once the activity is
 * cancelled, its thread is interrupted or its worker waits no longer for it to finish, it cancels
 * the statement that runs, so that the transaction rolls back. Close it when the activity ends.
 *
 * <p>It gets on while it takes bytes or records, begins or ends a transaction, or has a statement
 * run on a database that answers. The heart stops soon after that, so that Temporal gives an
 * activity that hangs to another worker.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** A call to the storage that reads fails by itself after 30 seconds without a byte. */
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
   * Begins to heartbeat for the activity that this thread runs. Where none does, as in a tool, only
   * the thread's interruption ends the work.
   */
  public static Heartbeat start() {
    return start(PATIENCE);
  }

  /**
   * The same, for an activity whose calls may take longer before anything is seen of them.
   *
   * @param patience how long the heart goes on without progress: the longest of those calls, which
   *     must end by themselves
   */
  public static Heartbeat start(Duration patience) {
    return new Heartbeat(beat(), EVERY, patience);
  }

  private static Runnable beat() {
    try {
      ActivityExecutionContext context = Activity.getExecutionContext();
      // What the activity told of its place is told again, so that it isn't lost.
      return () -> context.heartbeat(context.getHeartbeatDetails(Object.class).orElse(null));
    } catch (IllegalStateException e) {
      return () -> {};
    }
  }

  /**
   * @param beat called again and again; throws ActivityCompletionException when the work should end
   * @param every the time between two calls
   */
  public static Heartbeat start(Runnable beat, Duration every) {
    return start(beat, every, PATIENCE);
  }

  /** As above, with how long it goes on without progress. */
  static Heartbeat start(Runnable beat, Duration every, Duration patience) {
    return new Heartbeat(beat, every, patience);
  }

  /** Tells that the activity gets on; cheap enough for each read of a stream. */
  public void moved() {
    if (!moved) {
      moved = true;
    }
  }

  /**
   * Runs work in a transaction that is rolled back when the activity ends early.
   *
   * @throws X what the work throws
   * @throws ActivityCompletionException if the activity was cancelled or its worker shuts down
   * @throws CancellationException if its thread was interrupted
   */
  public <T, X extends Exception> T inTransaction(Jdbi jdbi, HandleCallback<T, X> work) throws X {
    stopIfEnded();
    try {
      return jdbi.inTransaction(
          handle -> {
            PGConnection connection = watch(handle);
            try {
              return work.withHandle(handle);
            } finally {
              unwatch(connection);
              moved();
            }
          });
    } catch (Exception e) {
      // A cancelled statement fails like any other; what counts is why it was cancelled.
      stopIfEnded();
      throw e;
    }
  }

  /** Ends the work since its worker stops: what runs on the database is cancelled. */
  public void stop() {
    stopped = true;
    end(new CancellationException("The worker stops"));
  }

  /**
   * To be called between steps, each of which is progress.
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
    // Again, since a statement may have begun after the others were cancelled.
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
