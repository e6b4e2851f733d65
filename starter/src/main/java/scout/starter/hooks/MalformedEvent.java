package scout.starter.hooks;

/** The body of a storage event can't be understood. */
final class MalformedEvent extends Exception {
  MalformedEvent(String message) {
    super(message);
  }
}
