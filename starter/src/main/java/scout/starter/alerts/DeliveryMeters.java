package scout.starter.alerts;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts messages about alerts that targets took, and attempts that failed. */
public final class DeliveryMeters {
  private static final String SENT = "scout.alert.messages.sent";
  private static final String FAILED = "scout.alert.messages.failed";
  private static final String TARGET = "target";

  private final MeterRegistry registry;

  public DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows a target before its first message. */
  public void add(String target) {
    registry.counter(SENT, TARGET, target);
    registry.counter(FAILED, TARGET, target);
  }

  /** The target took a message. */
  public void sent(String target) {
    registry.counter(SENT, TARGET, target).increment();
  }

  /** The target did not take a message. */
  public void failed(String target) {
    registry.counter(FAILED, TARGET, target).increment();
  }
}
