package scout.activities.sweep;

import java.time.Duration;
import java.util.UUID;

/**
 * The turn of one attempt of a sweep. Only one sweep at a time hands files over. Two sweeps on one
 * backlog would group it differently and take files from each other. If a worker dies, its sweep
 * loses the turn after two minutes without progress.
 */
final class SweepTurn implements AutoCloseable {
  private static final Duration KEPT_EVERY = Duration.ofSeconds(10);

  private final SweepLedger ledger;
  private final UUID sweepId;
  private boolean taken;
  private long keepAtNanos;

  SweepTurn(SweepLedger ledger, UUID sweepId) {
    this.ledger = ledger;
    this.sweepId = sweepId;
  }

  /** Returns true if it is this sweep's turn now; false while another sweep has it. */
  boolean take() {
    taken = ledger.takeTurn(sweepId);
    keepAtNanos = System.nanoTime();
    return taken;
  }

  /**
   * Call this regularly while the sweep makes progress.
   *
   * @throws IllegalStateException if another sweep has the turn by now
   */
  void keep() {
    if (!taken || System.nanoTime() - keepAtNanos < 0) {
      return;
    }
    if (!ledger.keepTurn(sweepId)) {
      taken = false;
      throw new IllegalStateException(
          "Another sweep has begun, since this one gave no sign of life; it goes on after that");
    }
    keepAtNanos = System.nanoTime() + KEPT_EVERY.toNanos();
  }

  /** Lets the next sweep begin. */
  void end() {
    if (taken) {
      taken = false;
      ledger.endTurn(sweepId);
    }
  }

  @Override
  public void close() {
    end();
  }
}
