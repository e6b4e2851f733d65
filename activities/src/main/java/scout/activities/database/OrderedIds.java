package scout.activities.database;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Makes ids that rise with time (UUID version 7), so that the rows of a load lie side by side in
 * the index. Each maker starts at its own random place, and counts up from there. Not for use by
 * several threads.
 */
public final class OrderedIds {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 1L << 63;
  private static final long COUNTER = (1L << 62) - 1;

  private final long random = RANDOM.nextLong() & 0x0FFFL;
  private long counter = RANDOM.nextLong() & (COUNTER >> 1);
  private long millis;

  /** One id of its own. */
  public static UUID single() {
    OrderedIds ids = new OrderedIds();
    ids.next();
    return new UUID(ids.high(), ids.low());
  }

  /** Moves on to the next id. */
  public void next() {
    millis = Math.max(millis, System.currentTimeMillis());
    counter = (counter + 1) & COUNTER;
  }

  /** The first eight bytes of the id. */
  public long high() {
    return millis << 16 | VERSION | random;
  }

  /** The last eight bytes of the id. */
  public long low() {
    return VARIANT | counter;
  }
}
