package scout.starter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import scout.starter.schedule.Preparation;
import scout.starter.watch.AlertPoster;
import scout.starter.watch.JourneyWatch;
import scout.starter.watch.LedgerGauges;
import scout.starter.watch.SilenceWatch;

/**
 * Runs what the starter does by itself; posting may wait for others, so it can't hold up the rest.
 */
final class Timers implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  private static final Duration PREPARE_EVERY = Duration.ofSeconds(2);
  private static final Duration WATCH_EVERY = Duration.ofMinutes(1);
  private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);
  private static final Duration POST_EVERY = Duration.ofSeconds(10);

  private final Preparation preparation;
  private final SilenceWatch watch;
  private final JourneyWatch journeys;
  private final AlertPoster poster;
  private final LedgerGauges gauges;
  private ScheduledExecutorService executor;
  private List<ScheduledFuture<?>> running = List.of();

  Timers(
      Preparation preparation,
      SilenceWatch watch,
      JourneyWatch journeys,
      AlertPoster poster,
      LedgerGauges gauges) {
    this.preparation = preparation;
    this.watch = watch;
    this.journeys = journeys;
    this.poster = poster;
    this.gauges = gauges;
  }

  @Override
  public synchronized void start() {
    executor = Executors.newScheduledThreadPool(2, Timers::thread);
    running =
        List.of(
            every(PREPARE_EVERY, Duration.ZERO, preparation::tryOnce),
            every(WATCH_EVERY, WATCH_EVERY, watch::look),
            every(WATCH_EVERY, WATCH_EVERY, journeys::look),
            every(MEASURE_EVERY, Duration.ZERO, gauges::look),
            every(POST_EVERY, POST_EVERY, poster::postAll));
  }

  private ScheduledFuture<?> every(Duration period, Duration first, Runnable work) {
    return executor.scheduleWithFixedDelay(
        () -> run(work), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** An executor would bury the defect that ends a timer. */
  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A timer of the starter ends here, by a defect; GET /health says so", e);
      throw e;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "starter-timers");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void stop() {
    executor.shutdownNow();
  }

  @Override
  public synchronized boolean isRunning() {
    return executor != null && !executor.isShutdown();
  }

  /** False if a timer has died of a defect. */
  synchronized boolean allWell() {
    return running.stream().noneMatch(ScheduledFuture::isDone);
  }
}
