package scout.activities.database;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.schema.connections.LoginProperties;
import scout.schema.connections.SocketGroup;
import scout.settings.DatabaseSettings;

/**
 * Distinguishes a long statement from a lost database. While a connection is silent, it probes the
 * database on a new connection. Any answer will do, even a refusal. Without an answer it closes
 * silent connections, so that their statements fail and are retried. A timeout can't do this, since
 * a statement may take hours.
 */
final class PeerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);

  /** SQLSTATE class 08: the connection itself failed. */
  private static final String NO_CONNECTION = "08";

  private static final long ANSWERED = 0;

  private final DatabaseSettings settings;
  private final SocketGroup sockets;
  private final PeerPatience patience;
  private final Properties question;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "database-watch");
            thread.setDaemon(true);
            return thread;
          });

  private final ScheduledFuture<?> looks;

  /** When the first unanswered probe was sent. */
  private volatile long unansweredSince = ANSWERED;

  private PeerWatch(DatabaseSettings settings, SocketGroup sockets, PeerPatience patience) {
    this.settings = settings;
    this.sockets = sockets;
    this.patience = patience;
    this.question = LoginProperties.bounded(settings, patience.question());
    long every = patience.look().toMillis();
    this.looks = timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts to watch.
   *
   * @param sockets of the pool
   */
  static PeerWatch start(DatabaseSettings settings, SocketGroup sockets, PeerPatience patience) {
    return new PeerWatch(settings, sockets, patience);
  }

  /**
   * Returns true if a statement of the thread runs, or ran a moment ago, and no probe is
   * unanswered.
   */
  boolean serves(Thread thread) {
    return unansweredSince == ANSWERED && sockets.usedBy(thread, patience.look());
  }

  private void look() {
    if (!sockets.anySilent(patience.silence()) || answers()) {
      unansweredSince = ANSWERED;
      return;
    }
    if (since(unansweredSince).compareTo(patience.giveUp()) < 0) {
      return;
    }
    try {
      int closed = sockets.closeSilent(patience.giveUp());
      if (closed > 0) {
        LOG.warn(
            "The database at {} has stopped answering; {} connections of {} were closed, and what"
                + " waited on them is tried again",
            settings.url(),
            closed,
            settings.user());
      }
    } catch (IOException e) {
      LOG.warn("A connection to {} can't be closed; the next look tries again", settings.url(), e);
    }
  }

  private boolean answers() {
    long asked = System.nanoTime();
    try {
      DriverManager.getConnection(settings.url(), question).close();
      return true;
    } catch (SQLException e) {
      boolean refused = e.getSQLState() != null && !e.getSQLState().startsWith(NO_CONNECTION);
      if (!refused && unansweredSince == ANSWERED) {
        unansweredSince = asked;
      }
      return refused;
    }
  }

  private static Duration since(long moment) {
    return Duration.ofNanos(System.nanoTime() - moment);
  }

  @Override
  public void close() {
    looks.cancel(true);
    timer.shutdown();
  }
}
