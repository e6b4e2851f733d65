package scout.activities.database;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/**
 * Keeps an activity alive while its transactions block: a thread beside it heartbeats, and once the
 * activity is cancelled, its thread is interrupted or its worker waits no longer for it to finish,
 * it cancels the statement that runs, so that the transaction rolls back. Close it when the
 * activity ends.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Thread worker = Thread.currentThread();
  private final Runnable beat;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> ticks;
  private final Set<PGConnection> watched = new HashSet<>();
  private volatile RuntimeException ended;

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

  /**
   * Begins to heartbeat for the activity that this thread runs. Where none does, as in a tool, only
   * the thread's interruption ends the work.
   */
  public static Heartbeat start() {
    return start(beat(), EVERY);
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
    return new Heartbeat(beat, every);
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
            }
          });
    } catch (Exception e) {
      // A cancelled statement fails like any other; what counts is why it was cancelled.
      stopIfEnded();
      throw e;
    }
  }

  /**
   * Does pieces of work in their order, several at once; returns when all have ended. Once one has
   * failed, no other begins.
   *
   * @param atOnce in how many threads
   * @return what they gave, in their order
   * @throws RuntimeException what the first that failed threw, or why the activity ended
   */
  public <T> List<T> inTurn(int atOnce, List<Supplier<T>> works) {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<T>> results =
        works.stream().map(work -> threads.submit(() -> unless(failed, work))).toList();
    threads.shutdown();
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        end(new CancellationException("The worker stops"));
      }
    }
    stopIfEnded();
    return results.stream().map(Heartbeat::given).toList();
  }

  private static <T> T unless(AtomicBoolean failed, Supplier<T> work) {
    if (failed.get()) {
      throw new CancellationException("What was to be done before it has failed");
    }
    try {
      return work.get();
    } catch (RuntimeException e) {
      failed.set(true);
      throw e;
    }
  }

  private static <T> T given(Future<T> ended) {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("It has ended, so there is nothing to wait for", e);
    }
  }

  /**
   * To be called between steps.
   *
   * @throws ActivityCompletionException if the activity was cancelled or its worker shuts down
   * @throws CancellationException if its thread was interrupted
   */
  public void stopIfEnded() {
    RuntimeException reason = ended;
    if (reason != null) {
      throw reason;
    }
  }

  private synchronized PGConnection watch(Handle handle) {
    try {
      PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
      watched.add(connection);
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException("The connection is not PostgreSQL's", e);
    }
  }

  private synchronized void unwatch(PGConnection connection) {
    watched.remove(connection);
  }

  private void tick() {
    if (worker.isInterrupted()) {
      end(new CancellationException("The worker stops"));
      return;
    }
    try {
      beat.run();
    } catch (ActivityCompletionException e) {
      end(e);
    }
  }

  private synchronized void end(RuntimeException reason) {
    if (ended == null) {
      ended = reason;
    }
    for (PGConnection connection : watched) {
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
