package scout.workflows.impl;

import java.time.Duration;

/** How soon a dead worker's step is retried. */
final class HeartbeatTimeouts {
  /**
   * A worker sends heartbeats every five seconds; after four missing ones it is dead or cut off.
   */
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private HeartbeatTimeouts() {}
}
