package scout.console.web;

/** There is no such page, file, device or table; the message says what to do. */
public final class NotFound extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With words for the person. */
  public NotFound(String message) {
    super(message);
  }
}
