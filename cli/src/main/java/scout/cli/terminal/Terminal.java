package scout.cli.terminal;

/**
 * Reports whether a person is at the terminal. {@code ./scout} asks the system and passes the
 * answer on. Without it, the JVM's own answer is used, which covers only input and output together.
 */
public final class Terminal {
  private Terminal() {}

  /** True if a person can answer a question. */
  static boolean asks() {
    return is("scout.terminal.in") && System.console() != null;
  }

  /** True if remarks beside the answer may be redrawn. */
  public static boolean draws() {
    return is("scout.terminal.err");
  }

  private static boolean is(String property) {
    String told = System.getProperty(property);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }
}
