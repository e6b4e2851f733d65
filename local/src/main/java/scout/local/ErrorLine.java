package scout.local;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import scout.local.home.LocalException;

/** Reports in one line which embedded part is unusable; leaves other errors to the next handler. */
final class ErrorLine implements IExecutionExceptionHandler {
  private static final int UNREACHABLE = 3;

  private final IExecutionExceptionHandler next;

  ErrorLine(IExecutionExceptionHandler next) {
    this.next = next;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(error instanceof LocalException)) {
      return next.handleExecutionException(error, command, parsed);
    }
    command.getErr().println("scout: " + error.getMessage());
    ParseResult innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    if (innermost.hasMatchedOption("--verbose")) {
      error.printStackTrace(command.getErr());
    }
    return UNREACHABLE;
  }
}
