package scout.starter.alerts;

/** Where messages about alerts go. */
interface AlertTarget {
  /**
   * Delivers a message, and returns once the target has taken it. Where the target can tell, a
   * repetition does nothing.
   */
  void send(AlertMessage message) throws DeliveryFailure, InterruptedException;
}
