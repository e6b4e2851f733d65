package scout.local;

import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import scout.local.home.LocalException;
import scout.schema.settings.SettingException;

/** Says in one line what went wrong. Exit code 3 is for what a command needs and can't have. */
final class ErrorLine implements IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int UNREACHABLE = 3;

  private final BooleanSupplier verbose;

  /**
   * @param verbose true to print the stack trace too
   */
  ErrorLine(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    command.getErr().println("scout: " + message(error));
    if (verbose.getAsBoolean()) {
      error.printStackTrace(command.getErr());
    }
    return error instanceof LocalException || error instanceof SettingException
        ? UNREACHABLE
        : FAILED;
  }

  private static String message(Exception error) {
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName() + " (run again with --verbose to see where)"
        : message.lines().findFirst().orElse("");
  }
}
