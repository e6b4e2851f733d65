package scout.activities.database;

import java.time.Duration;

/**
 * How long a silent database is tolerated. A lost machine is noticed within a minute: the longest
 * silence, one look and one question together.
 *
 * @param look the time between two looks at the connections
 * @param silence after this time without a byte the database is probed
 * @param question how long a probe may take, in whole seconds
 * @param giveUp a connection that is silent for this long is closed, if probes have had no answer
 *     for as long
 */
record PeerPatience(Duration look, Duration silence, Duration question, Duration giveUp) {
  static final PeerPatience USUAL =
      new PeerPatience(
          Duration.ofSeconds(3),
          Duration.ofSeconds(8),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20));
}
