package scout.local.temporal;

import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;

/** Makes namespaces of their own for tests that share a real server. */
public final class Namespaces {
  private static final long LIMIT_SECONDS = 60;

  private Namespaces() {}

  /** Makes the namespace with Scout's search attributes; returns when the server knows it. */
  public static void make(String address, String namespace) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      try {
        new NamespaceSetup(address, namespace).run();
        return;
      } catch (StatusRuntimeException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }
}
