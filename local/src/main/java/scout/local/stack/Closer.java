package scout.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import scout.local.home.LocalException;

/** Ends what was begun, the last first, each one whatever became of the others. */
final class Closer implements AutoCloseable {
  private final Deque<AutoCloseable> endings = new ArrayDeque<>();

  private boolean closed;

  /** What is added after all has ended is ended at once. */
  synchronized void add(AutoCloseable ending) {
    endings.push(ending);
    if (closed) {
      close();
    }
  }

  /** Ends all; then throws LocalException if one of them failed. */
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
