package scout.activities.database;

import java.time.Duration;

/**
 * How long a silent database is borne. A machine that is gone is noticed within a minute: the
 * longest silence, one look and one question together.
 *
 * @param look the time between two looks at the connections
 * @param silence after so long without a byte the database is asked whether it is still there
 * @param question how long it may take to answer that, in whole seconds
 * @param giveUp a connection that is silent for so long is closed, if no question was answered
 *     since the first that was not, at least so long ago
 */
record PeerPatience(Duration look, Duration silence, Duration question, Duration giveUp) {
  static final PeerPatience USUAL =
      new PeerPatience(
          Duration.ofSeconds(3),
          Duration.ofSeconds(8),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20));
}
