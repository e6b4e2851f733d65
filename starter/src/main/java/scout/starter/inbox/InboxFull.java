package scout.starter.inbox;

/** The inbox has no room. Temporal or the dispatcher must have been away for long. */
public final class InboxFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InboxFull() {
    super("The inbox of storage events is full");
  }
}
