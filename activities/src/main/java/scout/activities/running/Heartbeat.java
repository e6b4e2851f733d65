package scout.activities.running;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/**
 * One activity's heartbeat. When the activity is cancelled, its thread is interrupted, or its
 * worker has been shutting down for a while, it cancels the statement that runs, so that the
 * transaction rolls back.
 */
public final class Heartbeat implements AutoCloseable {
  /** How long work may go on after its worker began to shut down. */
  static final Duration GRACE = Duration.ofSeconds(20);

  private final Thread worker;
  private final ActivityExecutionContext context;
  private Future<?> beats;
  private PGConnection connection;
  private long shutdownSince;
  private boolean closed;
  private volatile RuntimeException end;

  Heartbeat(Thread worker, ActivityExecutionContext context) {
    this.worker = worker;
    this.context = context;
  }

  synchronized void stopsWith(Future<?> scheduled) {
    beats = scheduled;
  }

  /** From now on, an end of the activity cancels what runs on this connection; null for nothing. */
  public synchronized void guards(PGConnection running) {
    connection = running;
  }

  /**
   * To be called between steps.
   *
   * @throws ActivityCompletionException if the activity is to end
   * @throws CancellationException if its thread was interrupted
   */
  public void check() {
    if (end != null) {
      throw end;
    }
  }

  synchronized void beat() {
    if (closed) {
      return;
    }
    if (end == null) {
      end = reasonToEnd();
    }
    if (end != null && connection != null) {
      cancel();
    }
  }

  private RuntimeException reasonToEnd() {
    if (worker.isInterrupted()) {
      return new CancellationException("The worker is stopping");
    }
    if (context == null) {
      return null;
    }
    try {
      context.heartbeat(null);
      return null;
    } catch (ActivityWorkerShutdownException e) {
      long now = System.nanoTime();
      shutdownSince = shutdownSince == 0 ? now : shutdownSince;
      return now - shutdownSince < GRACE.toNanos() ? null : e;
    } catch (ActivityCompletionException e) {
      return e;
    }
  }

  /** Called again with each beat: between two statements there is nothing to cancel. */
  private void cancel() {
    try {
      connection.cancelQuery();
    } catch (SQLException e) {
      end.addSuppressed(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    connection = null;
    beats.cancel(false);
  }
}
