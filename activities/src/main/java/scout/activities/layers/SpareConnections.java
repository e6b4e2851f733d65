package scout.activities.layers;

import java.util.concurrent.Semaphore;

/**
 * Lends connections of a pool that no slot needs, so that a step reads records on one while it
 * writes others. A step that gets none works with its own alone.
 */
public final class SpareConnections {
  private final Semaphore free;

  /**
   * @param connections how many there are, perhaps none
   */
  public SpareConnections(int connections) {
    this.free = new Semaphore(connections);
  }

  /** Lends one if it is free, at once; close what it returns when it isn't used any more. */
  Loan borrow() {
    return new Loan(free.tryAcquire());
  }

  /** One connection more, or none. */
  final class Loan implements AutoCloseable {
    private final boolean granted;

    private Loan(boolean granted) {
      this.granted = granted;
    }

    /** Whether two connections can be used. */
    boolean granted() {
      return granted;
    }

    @Override
    public void close() {
      if (granted) {
        free.release();
      }
    }
  }
}
