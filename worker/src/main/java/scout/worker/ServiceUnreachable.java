package scout.worker;

/** Something that a worker needs does not answer; the message says what, where and what to do. */
public final class ServiceUnreachable extends RuntimeException {
  ServiceUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
