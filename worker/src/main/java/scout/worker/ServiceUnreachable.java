package scout.worker;

/**
 * A service that the worker needs does not answer; the message says which, where and what to do.
 */
public final class ServiceUnreachable extends RuntimeException {
  ServiceUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
