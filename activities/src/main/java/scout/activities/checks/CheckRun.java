package scout.activities.checks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.util.PSQLException;
import scout.activities.database.Heartbeat;
import scout.activities.database.SqlStateWords;
import scout.schema.SqlFile;

/**
 * Runs checks in the caller's transaction. A check sees uncommitted changes. Its own changes are
 * rolled back.
 */
final class CheckRun {
  private static final String UNSAFE =
      "it was not run: scout.run_check doesn't belong to scout_check, as after a restore, so that a"
          + " check could do too much; run ./scout migrate";
  private static final String SAVEPOINT = "check_run";
  private static final String CANCELED = "57014";

  /**
   * Several together have little to do; whatever takes longer is let run alone, in its own time.
   */
  private static final Duration TOGETHER = Duration.ofSeconds(2);

  /** The SQLSTATE classes that mean an outage rather than a broken check. */
  private static final Set<String> OUTAGE = Set.of("08", "57", "58");

  private static final Pattern OF_RUN_CHECK =
      Pattern.compile(
          "it gave (no row|more than one row|[0-9]+ columns instead of one)"
              + "|it names what no check may call");

  private static final SqlFile SQL =
      SqlFile.load(CheckRun.class, "/scout/schema/layers/data_quality_checks.sql");

  private final Heartbeat heartbeat;
  private final Duration timeLimit;

  CheckRun(Heartbeat heartbeat, Duration timeLimit) {
    this.heartbeat = heartbeat;
    this.timeLimit = timeLimit;
  }

  /** Runs the check. A broken check gives a failed result, not an exception. */
  CheckResult of(Handle handle, QualityCheck check) {
    return of(handle, check, 1);
  }

  /**
   * The same, with more time.
   *
   * @param weight the factor on the time limit
   */
  CheckResult of(Handle handle, QualityCheck check, long weight) {
    Duration limit = timeLimit.multipliedBy(weight);
    handle.savepoint(SAVEPOINT);
    try {
      if (!isHarmless(handle, limit)) {
        return CheckResult.broken(UNSAFE);
      }
      String value =
          handle
              .createQuery(SQL.get("run"))
              .bind("query", check.checkQuery())
              .mapTo(String.class)
              .one();
      return CheckResult.of(value, check.expectedResult());
    } catch (UnableToExecuteStatementException e) {
      return CheckResult.broken(broken(e, limit));
    } finally {
      undo(handle);
    }
  }

  /**
   * Runs several checks in one statement.
   *
   * @return their results in this order; empty if one of them broke or they took long, so that each
   *     has to run alone
   */
  Optional<List<CheckResult>> together(Handle handle, List<QualityCheck> checks) {
    Duration limit = timeLimit.compareTo(TOGETHER) < 0 ? timeLimit : TOGETHER;
    handle.savepoint(SAVEPOINT);
    try {
      if (!isHarmless(handle, limit)) {
        return Optional.empty();
      }
      List<String> values =
          handle
              .createQuery(SQL.get("run_all"))
              .bindArray(
                  "queries", String.class, checks.stream().map(QualityCheck::checkQuery).toList())
              .mapTo(String.class)
              .list();
      return Optional.of(
          IntStream.range(0, checks.size())
              .mapToObj(i -> CheckResult.of(values.get(i), checks.get(i).expectedResult()))
              .toList());
    } catch (UnableToExecuteStatementException e) {
      throwUnlessBroken(e);
      return Optional.empty();
    } finally {
      undo(handle);
    }
  }

  private static boolean isHarmless(Handle handle, Duration limit) {
    return handle
        .createQuery(SQL.get("limit_time"))
        .bind("millis", Long.toString(limit.toMillis()))
        .mapTo(boolean.class)
        .one();
  }

  private static void undo(Handle handle) {
    handle.rollbackToSavepoint(SAVEPOINT);
    handle.createQuery(SQL.get("unlock")).mapToMap().list();
  }

  private String broken(UnableToExecuteStatementException failure, Duration limit) {
    SQLException sql = throwUnlessBroken(failure);
    return sql.getSQLState().equals(CANCELED)
        ? "it took longer than " + limit.toSeconds() + " s"
        : "it broke: " + words(sql) + " (SQLSTATE " + sql.getSQLState() + ")";
  }

  /** Returns the error that a check caused; throws the failure if something else did. */
  private SQLException throwUnlessBroken(UnableToExecuteStatementException failure) {
    if (!(failure.getCause() instanceof SQLException sql) || sql.getSQLState() == null) {
      throw failure;
    }
    if (sql.getSQLState().equals(CANCELED)) {
      heartbeat.stopIfEnded();
    } else if (OUTAGE.contains(sql.getSQLState().substring(0, 2))) {
      throw failure;
    }
    return sql;
  }

  /** The server's messages may hold values of records; those of {@code run_check} don't. */
  private static String words(SQLException sql) {
    String own =
        sql instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
            ? postgres.getServerErrorMessage().getMessage()
            : "";
    return OF_RUN_CHECK.matcher(own).matches() ? own : SqlStateWords.of(sql.getSQLState());
  }
}
