package scout.activities.layers;

import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;
import scout.schema.SqlFile;

/**
 * Lets a refresh settle new files before a rebuild goes on. Both need the layer's lock. A rebuild
 * that took it again at once would leave little time to others.
 */
final class YieldToLiveFiles {
  private static final SqlFile SQL =
      SqlFile.load(YieldToLiveFiles.class, "/scout/schema/layers/silver_rebuild.sql");

  /** A failing refresh must not stop a rebuild, which may repair it. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Jdbi jdbi;

  YieldToLiveFiles(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns when no file of the last minute waits for silver, or after a while. */
  void toLiveFiles(Heartbeat heartbeat) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end && isLiveWaiting()) {
      heartbeat.pause(PAUSE);
    }
  }

  private boolean isLiveWaiting() {
    return jdbi.withHandle(
        handle -> handle.createQuery(SQL.get("live_waiting")).mapTo(boolean.class).one());
  }
}
