package scout.starter.inbox;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** One connection that stays open between uses, and is replaced after a failure. */
final class KeptConnection implements AutoCloseable {
  private final Jdbi database;
  private Handle handle;

  KeptConnection(Jdbi database) {
    this.database = database;
  }

  /** Does the work in a transaction. */
  synchronized <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    if (handle == null) {
      handle = database.open();
    }
    try {
      return handle.inTransaction(work);
    } catch (RuntimeException e) {
      drop(e);
      throw e;
    }
  }

  /**
   * The same for work that may be done twice: if a kept connection fails, e.g. since the server
   * restarted, it is done again on a new one.
   */
  synchronized <T> T inTransactionAgain(HandleCallback<T, RuntimeException> work) {
    boolean kept = handle != null;
    try {
      return inTransaction(work);
    } catch (JdbiException e) {
      if (!kept) {
        throw e;
      }
      return inTransaction(work);
    }
  }

  private void drop(RuntimeException reason) {
    Handle broken = handle;
    handle = null;
    try {
      broken.close();
    } catch (JdbiException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public synchronized void close() {
    if (handle != null) {
      handle.close();
      handle = null;
    }
  }
}
