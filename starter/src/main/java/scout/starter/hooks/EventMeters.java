package scout.starter.hooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Counts the webhook's events by answer, and measures the time of answers. */
public final class EventMeters {
  private static final List<HttpStatus> REFUSALS =
      List.of(
          HttpStatus.UNAUTHORIZED, HttpStatus.CONTENT_TOO_LARGE, HttpStatus.SERVICE_UNAVAILABLE);

  private final Counter received;
  private final Counter accepted;
  private final Map<Integer, Counter> refused = new HashMap<>();
  private final Counter leftOut;
  private final Timer answering;

  /**
   * @param registry receives all meters at once, so that each exists from the start
   */
  public EventMeters(MeterRegistry registry) {
    this.received =
        Counter.builder("scout.events.received")
            .description("Calls of the storage webhook")
            .register(registry);
    this.accepted =
        Counter.builder("scout.events.accepted")
            .description("Calls of the storage webhook whose journeys are all begun")
            .register(registry);
    for (HttpStatus status : REFUSALS) {
      refused.put(
          status.value(),
          Counter.builder("scout.events.refused")
              .description("Calls of the storage webhook that were refused")
              .tag("status", Integer.toString(status.value()))
              .register(registry));
    }
    this.leftOut =
        Counter.builder("scout.events.left.out")
            .description("Storage events and records of such that can't be understood")
            .register(registry);
    this.answering =
        Timer.builder("scout.events.answer")
            .description("Time that the storage webhook takes for its answer")
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))
            .register(registry);
  }

  void received() {
    received.increment();
  }

  /** Counts an event, or a record of one, that can't be understood. */
  void leftOut() {
    leftOut.increment();
  }

  /** Counts an answered call; 202 and 204 count as neither accepted nor refused. */
  void answered(HttpStatusCode status, Duration took) {
    answering.record(took);
    if (status.equals(HttpStatus.OK)) {
      accepted.increment();
    } else if (refused.containsKey(status.value())) {
      refused.get(status.value()).increment();
    }
  }
}
