package scout.activities.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Locks several ledger rows at once. It never waits for one while it holds another. Silver locks
 * the files of its batch, and later those whose rows it moves, in no order that others could keep.
 * A waiter without locks can't deadlock with it.
 */
final class RowLocks {
  private static final String NOT_AVAILABLE = "55P03";
  private static final String SAVEPOINT = "before_locks";
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private RowLocks() {}

  /**
   * Takes the locks. Retries until they are free.
   *
   * @param locking a statement that locks with NOWAIT; the transaction must hold no ledger row yet
   */
  static void take(Handle handle, Runnable locking) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      handle.savepoint(SAVEPOINT);
      try {
        locking.run();
        handle.releaseSavepoint(SAVEPOINT);
        return;
      } catch (UnableToExecuteStatementException e) {
        boolean waits =
            e.getCause() instanceof SQLException cause
                && NOT_AVAILABLE.equals(cause.getSQLState())
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted();
        if (!waits) {
          throw e;
        }
        handle.rollbackToSavepoint(SAVEPOINT);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
