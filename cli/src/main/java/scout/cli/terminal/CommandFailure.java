package scout.cli.terminal;

/** A command failed; the message is one line that says what to do. */
public final class CommandFailure extends RuntimeException {
  /** It was tried and failed. */
  public static final int FAILED = 1;

  /** The command was given wrongly. */
  public static final int WRONG_USAGE = 2;

  /** Something that the command needs can't be reached. */
  public static final int UNREACHABLE = 3;

  private final int exitCode;

  private CommandFailure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** It was tried and failed. */
  public static CommandFailure failed(String message) {
    return new CommandFailure(FAILED, message, null);
  }

  /** The command was given wrongly. */
  public static CommandFailure wrongUsage(String message) {
    return new CommandFailure(WRONG_USAGE, message, null);
  }

  /**
   * Something that the command needs can't be reached.
   *
   * @param cause shown under {@code --verbose}, may be null
   */
  public static CommandFailure unreachable(String message, Throwable cause) {
    return new CommandFailure(UNREACHABLE, message, cause);
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
