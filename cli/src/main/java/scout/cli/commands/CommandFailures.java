package scout.cli.commands;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.minio.errors.ErrorResponseException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import scout.cli.terminal.CommandFailure;
import scout.schema.UnsuitableDatabase;
import scout.settings.SettingException;
import scout.settings.TemporalRefusal;
import scout.storage.StorageException;
import scout.storage.StorageUnavailable;

/** Turns any exception of a command into one line and an exit code. */
final class CommandFailures implements CommandLine.IExecutionExceptionHandler {
  private static final String CONNECTION_CLASS = "08";
  private static final String LOGIN_CLASS = "28";

  @Override
  public int handleExecutionException(Exception problem, CommandLine line, ParseResult parsed) {
    CommandFailure failure = explain(problem);
    PrintWriter err = line.getErr();
    err.println(line.getColorScheme().errorText("scout: " + oneLine(failure.getMessage())));
    if (isVerbose(parsed)) {
      problem.printStackTrace(err);
    }
    err.flush();
    return failure.exitCode();
  }

  private static boolean isVerbose(ParseResult parsed) {
    ParseResult innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    return innermost.hasMatchedOption("--verbose");
  }

  private static CommandFailure explain(Exception problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CommandFailure failure) {
        return failure;
      }
      if (cause instanceof SettingException setting) {
        return CommandFailure.wrongUsage(setting.getMessage());
      }
      if (cause instanceof StatusRuntimeException status) {
        return ofTemporal(status);
      }
      if (cause instanceof ApplicationFailure refused) {
        return CommandFailure.failed(refused.getOriginalMessage());
      }
      if (cause instanceof UnsuitableDatabase unsuitable) {
        return CommandFailure.failed(unsuitable.getMessage());
      }
      if (cause instanceof SQLException sql) {
        return ofDatabase(sql);
      }
      if (cause instanceof StorageUnavailable away) {
        return CommandFailure.unreachable(
            describe(away) + "; is the stack up? ./scout status tells", away);
      }
      if (cause instanceof StorageException refused) {
        return CommandFailure.failed("The object store refused: " + describe(refused));
      }
      if (cause instanceof ErrorResponseException answer) {
        return CommandFailure.failed(
            "The object store refused: "
                + answer.errorResponse().code()
                + "; check SCOUT_S3_BUCKET, SCOUT_S3_PREFIX and the credential");
      }
      if (cause instanceof IOException io) {
        return CommandFailure.unreachable(
            describe(io) + "; is the stack up? ./scout status tells", io);
      }
    }
    return CommandFailure.failed(describe(problem) + "; --verbose shows where");
  }

  private static CommandFailure ofTemporal(StatusRuntimeException status) {
    Optional<String> words = TemporalRefusal.words(status);
    if (words.isPresent()) {
      return CommandFailure.unreachable("Temporal can't be used: " + words.get(), status);
    }
    Status.Code code = status.getStatus().getCode();
    return switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED ->
          CommandFailure.unreachable(
              "Temporal doesn't answer; is the stack up (./scout status), is TEMPORAL_ADDRESS"
                  + " right?",
              status);
      default -> CommandFailure.failed("Temporal refused: " + describe(status));
    };
  }

  private static CommandFailure ofDatabase(SQLException problem) {
    String state = String.valueOf(problem.getSQLState());
    return state.startsWith(CONNECTION_CLASS) || state.startsWith(LOGIN_CLASS)
        ? CommandFailure.unreachable(
            "The database can't be used: "
                + describe(problem)
                + "; is the stack up (./scout status), are SCOUT_DB_URL and"
                + " SCOUT_DB_WATCH_PASSWORD right?",
            problem)
        : CommandFailure.failed("The database refused (" + state + "): " + describe(problem));
  }

  private static String describe(Throwable problem) {
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
