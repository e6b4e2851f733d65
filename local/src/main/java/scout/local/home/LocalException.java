package scout.local.home;

/** An embedded part is unusable; the message says what is wrong and what to do. */
public final class LocalException extends RuntimeException {
  /**
   * @param message what is wrong and what to do
   */
  public LocalException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do
   * @param cause the original exception
   */
  public LocalException(String message, Throwable cause) {
    super(message, cause);
  }
}
