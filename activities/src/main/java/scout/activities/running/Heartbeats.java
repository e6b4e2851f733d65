package scout.activities.running;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Keeps activities alive from a side thread while their own thread waits for the database. */
public final class Heartbeats implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1_000;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "scout-heartbeats");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins to heartbeat for the activity that runs on the calling thread. Outside of an activity
   * only the thread's interruption is watched. Close it when the work is done.
   */
  public Heartbeat begin() {
    Heartbeat heartbeat = new Heartbeat(Thread.currentThread(), context().orElse(null));
    ScheduledFuture<?> beats =
        clock.scheduleWithFixedDelay(
            heartbeat::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    heartbeat.stopsWith(beats);
    return heartbeat;
  }

  private static Optional<ActivityExecutionContext> context() {
    try {
      return Optional.of(Activity.getExecutionContext());
    } catch (IllegalStateException e) {
      // Thrown where no activity runs, e.g. when a tool or a test calls the class itself.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
