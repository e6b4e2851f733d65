package scout.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;

/** What Temporal gets to know of a failure on the database. */
class DatabaseFailureFilterTest {
  private static final String VALUE = "4929-1234";

  private static TestDatabase database;
  private static TestActivityEnvironment environment;
  private static Steps steps;

  /** One step that fails, each time in another way. */
  @ActivityInterface
  public interface Steps {
    void run(String way);
  }

  /** Fails on the database with the value of a record in its statement. */
  static final class Failing implements Steps {
    private final Jdbi jdbi;

    Failing(Jdbi jdbi) {
      this.jdbi = jdbi;
    }

    @Override
    public void run(String way) {
      switch (way) {
        case "column" -> execute("SELECT no_such_column FROM scout.files WHERE object_key = :v");
        case "cast" -> execute("SELECT CAST(:v AS int)");
        case "raised" ->
            jdbi.useHandle(
                handle -> handle.execute("DO $$ BEGIN RAISE 'for " + VALUE + "'; END $$"));
        case "unbound" -> execute("SELECT :v, :other");
        case "mapped" ->
            jdbi.withHandle(handle -> handle.select("SELECT ?", VALUE).mapTo(int.class).one());
        case "batch" -> jdbi.useHandle(Failing::batch);
        case "repeated" -> {
          try {
            execute("SELECT CAST(:v AS int)");
          } catch (RuntimeException e) {
            throw new IllegalStateException(e);
          }
        }
        case "named" -> throw new LoadBroke(new SQLException("for " + VALUE, "22000"));
        default -> throw new IllegalStateException("no database here");
      }
    }

    private static void batch(Handle handle) {
      handle
          .prepareBatch("SELECT CAST(:v AS int)")
          .bind("v", VALUE)
          .add()
          .bind("v", "1")
          .add()
          .execute();
    }

    private void execute(String sql) {
      jdbi.useHandle(handle -> handle.createUpdate(sql).bind("v", VALUE).execute());
    }
  }

  /** Says what it means, with the driver's exception as its cause. */
  private static final class LoadBroke extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadBroke(SQLException cause) {
      super("Loading was rolled back", cause);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    environment =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new DatabaseFailureFilter())
                        .build())
                .build());
    environment.registerActivitiesImplementations(
        new Failing(database.as(DatabaseRole.TRANSFORM).jdbi()));
    steps = environment.newActivityStub(Steps.class);
  }

  @AfterAll
  static void stop() throws Exception {
    environment.close();
    database.close();
  }

  private static ApplicationFailure failure(String way) {
    ActivityFailure failed = catchThrowableOfType(ActivityFailure.class, () -> steps.run(way));
    StringWriter all = new StringWriter();
    failed.printStackTrace(new PrintWriter(all));
    assertThat(all.toString()).as("all of it").doesNotContain(VALUE).doesNotContain("SELECT");
    return (ApplicationFailure) failed.getCause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "column|column \"no_such_column\" does not exist (SQLSTATE 42703)",
        "cast|a text doesn't have the form of the type that it is cast to (SQLSTATE 22P02)",
        "raised|a function that it calls has raised an error (SQLSTATE P0001)",
        "batch|a text doesn't have the form of the type that it is cast to (SQLSTATE 22P02)",
        "unbound|UnableToCreateStatementException",
        "mapped|a number is out of range (SQLSTATE 22003)"
      })
  void saysStateWordsAndPlaceAlone(String way, String words) {
    ApplicationFailure failure = failure(way);
    assertThat(failure.getType()).isEqualTo("DATABASE_FAILED");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getOriginalMessage())
        .startsWith(words)
        .containsPattern(", at DatabaseFailureFilterTest\\.java:[0-9]+$");
    assertThat(failure.getCause()).isNull();
  }

  @Test
  void keepsWhatTheProgramSaysAboutIt() {
    ApplicationFailure named = failure("named");
    assertThat(named.getType()).isEqualTo(LoadBroke.class.getName());
    assertThat(named.getOriginalMessage()).isEqualTo("Loading was rolled back");
    assertThat(named.isNonRetryable()).isFalse();
    assertThat(((ApplicationFailure) named.getCause()).getOriginalMessage())
        .startsWith("a value is not as an expression needs it (SQLSTATE 22000), at ");
    assertThat(failure("repeated").getOriginalMessage()).contains("(SQLSTATE 22P02)");
  }

  @Test
  void leavesOtherFailuresAlone() {
    ApplicationFailure other = failure("other");
    assertThat(other.getType()).isEqualTo(IllegalStateException.class.getName());
    assertThat(other.getOriginalMessage()).isEqualTo("no database here");
  }
}
