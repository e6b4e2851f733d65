package scout.console.web;

/** A part of an address or a form can't be used; the message says which and why. */
public final class BadAddress extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With words for the person. */
  public BadAddress(String message) {
    super(message);
  }
}
