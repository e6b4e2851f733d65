package scout.activities.database;

import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import scout.workflows.FailureCode;

/**
 * Reduces a database failure to what a workflow history may hold: the SQLSTATE, the server's
 * message, and the place in the program. Jdbi's messages hold the statement with its values. Some
 * messages of the driver and the server hold values of records.
 */
final class DatabaseFailure {
  /** The SQLSTATE classes whose messages hold values: data, and errors raised by a function. */
  private static final Set<String> TELL_VALUES = Set.of("22", "P0");

  /** The class of the driver's messages about a connection. */
  private static final String CONNECTION = "08";

  private static final String PROGRAM = "scout.";

  private DatabaseFailure() {}

  /**
   * Returns the failure to report instead of an exception.
   *
   * @return the exception itself if the database did not cause it
   */
  static RuntimeException instead(RuntimeException e) {
    if (e instanceof JdbiException) {
      return failure(e);
    }
    Optional<Throwable> origin =
        causes(e).filter(cause -> cause instanceof SQLException || isJdbis(cause)).findFirst();
    return origin.map(cause -> around(e, failure(cause))).orElse(e);
  }

  private static boolean isJdbis(Throwable cause) {
    return cause instanceof JdbiException;
  }

  /** Keeps the program's message, unless it only repeats its cause. */
  private static RuntimeException around(RuntimeException e, ApplicationFailure cause) {
    boolean repeats = e.getCause() != null && e.getCause().toString().equals(e.getMessage());
    ApplicationFailure told =
        ApplicationFailure.newFailureWithCause(
            repeats ? cause.getOriginalMessage() : e.getMessage(), e.getClass().getName(), cause);
    told.setStackTrace(e.getStackTrace());
    return told;
  }

  private static ApplicationFailure failure(Throwable e) {
    ApplicationFailure told = FailureCode.DATABASE_FAILED.failure(words(e) + place(e));
    told.setStackTrace(e.getStackTrace());
    return told;
  }

  private static String words(Throwable e) {
    Optional<ServerErrorMessage> server =
        causes(e)
            .map(cause -> cause instanceof PSQLException told ? told.getServerErrorMessage() : null)
            .filter(message -> message != null)
            .findFirst();
    if (server.isPresent()) {
      return ofServer(server.get());
    }
    return causes(e)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .reduce((outer, inner) -> inner)
        .map(DatabaseFailure::ofDriver)
        .orElse(e.getClass().getSimpleName());
  }

  private static String ofServer(ServerErrorMessage message) {
    String state = message.getSQLState();
    boolean tells = TELL_VALUES.contains(state.substring(0, 2));
    return (tells ? SqlStateWords.of(state) : message.getMessage()) + " (SQLSTATE " + state + ")";
  }

  /** Without a state it comes from the pool, and names the pool and how long it waited. */
  private static String ofDriver(SQLException sql) {
    String state = sql.getSQLState();
    if (state == null) {
      return sql.getMessage();
    }
    String words = state.startsWith(CONNECTION) ? sql.getMessage() : SqlStateWords.of(state);
    return words + " (SQLSTATE " + state + ")";
  }

  private static String place(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(PROGRAM))
        .findFirst()
        .map(frame -> ", at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }
}
