package scout.activities.database;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/**
 * Keeps an activity alive while its transactions block: a thread beside it heartbeats, and once the
 * activity is cancelled or its worker shuts down, it cancels the statement that runs, so that the
 * transaction rolls back. Close it when the activity ends.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Runnable beat;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> ticks;
  private PGConnection watched;
  private ActivityCompletionException ended;

  private Heartbeat(Runnable beat, Duration every) {
    this.beat = beat;
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

  /** Begins to heartbeat for the activity that this thread runs. */
  public static Heartbeat start() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return start(() -> context.heartbeat(null), EVERY);
  }

  /**
   * @param beat called again and again; throws ActivityCompletionException when the work should end
   * @param every the time between two calls
   */
  public static Heartbeat start(Runnable beat, Duration every) {
    return new Heartbeat(beat, every);
  }

  /**
   * Runs work in a transaction that is rolled back when the activity ends early.
   *
   * @throws ActivityCompletionException if the activity was cancelled or its worker shuts down
   */
  public <T> T inTransaction(Jdbi jdbi, HandleCallback<T, RuntimeException> work) {
    stopIfEnded();
    try {
      return jdbi.inTransaction(
          handle -> {
            watch(handle);
            try {
              return work.withHandle(handle);
            } finally {
              unwatch();
            }
          });
    } catch (RuntimeException e) {
      stopIfEnded();
      throw e;
    }
  }

  /** Throws ActivityCompletionException if the activity was cancelled or its worker shuts down. */
  public synchronized void stopIfEnded() {
    if (ended != null) {
      throw ended;
    }
  }

  private synchronized void watch(Handle handle) {
    try {
      watched = handle.getConnection().unwrap(PGConnection.class);
    } catch (SQLException e) {
      throw new IllegalStateException("The connection is not PostgreSQL's", e);
    }
  }

  private synchronized void unwatch() {
    watched = null;
  }

  private void tick() {
    try {
      beat.run();
    } catch (ActivityCompletionException e) {
      end(e);
    }
  }

  private synchronized void end(ActivityCompletionException reason) {
    if (ended == null) {
      ended = reason;
    }
    if (watched != null) {
      try {
        watched.cancelQuery();
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
