package scout.cli.terminal;

/**
 * Whether a person sits at the other end. {@code ./scout} asks the system and passes it on; where
 * it didn't, the JVM's own answer is taken, which knows only both ends together.
 */
public final class Terminal {
  private Terminal() {}

  /** True if a question would be read and answered. */
  static boolean asks() {
    return is("scout.terminal.in") && System.console() != null;
  }

  /** True if what is said beside the answer may be drawn over. */
  public static boolean draws() {
    return is("scout.terminal.err");
  }

  private static boolean is(String property) {
    String told = System.getProperty(property);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }
}
