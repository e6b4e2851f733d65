package scout.starter.alerts;

import java.time.Duration;
import java.util.Objects;

/** A target did not take a message. The text names neither addresses nor secrets. */
final class DeliveryFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean ofTarget;
  private final Duration wait;

  private DeliveryFailure(String problem, boolean ofTarget, Duration wait) {
    super(problem);
    this.ofTarget = ofTarget;
    this.wait = Objects.requireNonNull(wait, "wait");
  }

  /** The target takes nothing now. */
  static DeliveryFailure ofTarget(String problem) {
    return new DeliveryFailure(problem, true, Duration.ZERO);
  }

  /** The target takes nothing now, and says when to come again. */
  static DeliveryFailure ofTarget(String problem, Duration wait) {
    return new DeliveryFailure(problem, true, wait);
  }

  /** The target refuses this message; it may take others. */
  static DeliveryFailure ofMessage(String problem) {
    return new DeliveryFailure(problem, false, Duration.ZERO);
  }

  /** True if other messages would fail too. */
  boolean isOfTarget() {
    return ofTarget;
  }

  /** The least pause before the next attempt. */
  Duration pause() {
    return wait;
  }
}
