package scout.local;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * Closes what runs when the process is asked to stop (Ctrl-C, SIGTERM), even while it starts, or
 * when this is closed.
 */
final class StopSignal implements AutoCloseable {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Runnable running;
  private final Thread hook;

  private StopSignal(Runnable running, PrintWriter out) {
    this.running = running;
    this.hook =
        new Thread(
            () -> {
              out.println("Stopping …");
              try {
                running.run();
                out.println("Stopped.");
              } catch (RuntimeException e) {
                out.println("scout: stopped, but not cleanly: " + e.getMessage());
              }
              stopped.countDown();
            },
            "stop");
  }

  static StopSignal closing(Runnable running, PrintWriter out) {
    StopSignal signal = new StopSignal(running, out);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** Waits until the process was asked to stop and everything has ended. */
  void await() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    if (!stopping()) {
      running.run();
      return;
    }
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True if the process is stopping; else removes the hook. */
  private boolean stopping() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
