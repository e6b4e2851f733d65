package scout.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import scout.local.home.LocalException;

/** Closes what was started, the last first, even if some fail. */
final class Closer implements AutoCloseable {
  private final Deque<AutoCloseable> endings = new ArrayDeque<>();

  private boolean closed;

  /** Adds something to close; after {@link #close}, closes it at once. */
  synchronized void add(AutoCloseable ending) {
    endings.push(ending);
    if (closed) {
      close();
    }
  }

  /** Closes all; then throws LocalException if one of them failed. */
  @Override
  public synchronized void close() {
    closed = true;
    Exception first = null;
    while (!endings.isEmpty()) {
      try {
        endings.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw new LocalException("Not everything stopped cleanly: " + first.getMessage(), first);
    }
  }
}
