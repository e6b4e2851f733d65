package scout.local;

import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** Keeps a single application running until the process is asked to stop. */
final class RunningApplication {
  private RunningApplication() {}

  static int run(ConfigurableApplicationContext application) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    application.addApplicationListener(
        event -> {
          if (event instanceof ContextClosedEvent) {
            closed.countDown();
          }
        });
    closed.await();
    return 0;
  }
}
