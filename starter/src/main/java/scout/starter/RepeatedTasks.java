package scout.starter;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.SmartLifecycle;
import scout.starter.alerts.AlertDelivery;
import scout.starter.inbox.InboxDispatcher;
import scout.starter.schedule.TemporalSetup;
import scout.starter.watch.AlertPoster;
import scout.starter.watch.HeartbeatPing;
import scout.starter.watch.JourneyWatch;
import scout.starter.watch.LedgerGauges;
import scout.starter.watch.SilenceWatch;

/** Runs the starter's repeated tasks, each in its own thread, so that none delays the others. */
final class RepeatedTasks implements SmartLifecycle {
  private static final Duration PREPARE_EVERY = Duration.ofSeconds(2);
  private static final Duration WATCH_EVERY = Duration.ofMinutes(1);
  private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);
  private static final Duration POST_EVERY = Duration.ofSeconds(10);

  /** A round waits for events itself. */
  private static final Duration DISPATCH_EVERY = Duration.ofMillis(1);

  private final RepeatedTask preparing;
  private final RepeatedTask watching;
  private final RepeatedTask followingJourneys;
  private final RepeatedTask measuring;
  private final RepeatedTask posting;
  private final RepeatedTask messaging;
  private final RepeatedTask beating;
  private final RepeatedTask dispatching;
  private final SilenceWatch watch;
  private ScheduledExecutorService executor;

  RepeatedTasks(
      TemporalSetup preparation,
      SilenceWatch watch,
      JourneyWatch journeys,
      AlertPoster poster,
      AlertDelivery delivery,
      HeartbeatPing heartbeat,
      LedgerGauges gauges,
      InboxDispatcher inbox) {
    this.watch = watch;
    preparing = timer("schedules", PREPARE_EVERY, preparation::tryOnce);
    watching = timer("watch", WATCH_EVERY, watch::look);
    followingJourneys = timer("journeys", WATCH_EVERY, journeys::look);
    measuring = timer("gauges", MEASURE_EVERY, gauges::look);
    posting = timer("alerts", POST_EVERY, poster::postAll);
    messaging = timer("messages", POST_EVERY, delivery::deliver);
    beating = timer("heartbeat", WATCH_EVERY, () -> heartbeat.ping(this::watchIsWell));
    dispatching = timer("inbox", DISPATCH_EVERY, inbox::round);
  }

  private static RepeatedTask timer(String name, Duration pause, Runnable work) {
    return new RepeatedTask(name, pause, work, Clock.systemUTC());
  }

  @Override
  public synchronized void start() {
    executor = Executors.newScheduledThreadPool(all().size(), RepeatedTasks::thread);
    preparing.start(executor, Duration.ZERO);
    watching.start(executor, WATCH_EVERY);
    followingJourneys.start(executor, WATCH_EVERY);
    measuring.start(executor, Duration.ZERO);
    posting.start(executor, POST_EVERY);
    messaging.start(executor, POST_EVERY);
    beating.start(executor, WATCH_EVERY);
    dispatching.start(executor, Duration.ZERO);
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

  /** All tasks. */
  List<RepeatedTask> all() {
    return List.of(
        preparing,
        watching,
        followingJourneys,
        measuring,
        posting,
        messaging,
        beating,
        dispatching);
  }

  /** The watch looked and could judge, and every timer that watches or tells works. */
  private boolean watchIsWell() {
    return watch.isWell() && all().stream().allMatch(timer -> timer.problem().isEmpty());
  }
}
