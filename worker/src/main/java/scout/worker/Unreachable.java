package scout.worker;

/** Something that a worker needs does not answer; the message says what, where and what to do. */
public final class Unreachable extends RuntimeException {
  Unreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
