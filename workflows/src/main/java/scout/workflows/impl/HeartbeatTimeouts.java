package scout.workflows.impl;

import java.time.Duration;

/** How soon a step whose worker died is done again. */
final class HeartbeatTimeouts {
  /**
   * A worker sends heartbeats every five seconds; where four in a row are lacking, it is dead or
   * cut off.
   */
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private HeartbeatTimeouts() {}
}
