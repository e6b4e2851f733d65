package scout.activities.models.plan;

import static scout.activities.models.plan.TrialSql.TRIAL;
import static scout.activities.models.plan.TrialSql.label;
import static scout.activities.models.plan.TrialSql.list;
import static scout.activities.models.plan.TrialSql.shorten;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.util.PSQLException;
import scout.activities.database.SqlStateWords;
import scout.models.DeclarationProblem;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;
import scout.workflows.models.TableSize;

/**
 * Computes a judged model on the rows that there are: whether its grain is unique, whether it gives
 * the same from shuffled inputs and from the days that it names, how large it is and what it costs.
 */
final class ModelTrial {
  /** Longer than this, plan says so rather than make people wait. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** What takes longer is not computed a second and a third time. */
  private static final long AGAIN_BELOW_MILLIS = 5_000;

  private static final String SAVEPOINT = "model_trial";
  private static final String CANCELED = "57014";
  private static final SqlFile SQL = ServerText.SQL;

  private final Handle handle;
  private final Map<String, PlannedTable> tables;
  private final JudgedModel model;
  private final ModelDeclaration declared;
  private final TrialInputs inputs;
  private final List<DeclarationProblem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param judged the models of the plan whose rows have to be computed, by name
   */
  ModelTrial(
      Handle handle,
      Map<String, PlannedTable> tables,
      Map<String, JudgedModel> judged,
      JudgedModel model) {
    this.handle = handle;
    this.tables = tables;
    this.model = model;
    this.declared = model.declaration();
    this.inputs = TrialInputs.of(tables, judged, model);
  }

  List<DeclarationProblem> problems() {
    return List.copyOf(problems);
  }

  /** What people should know beside the measures. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Computes it; empty if that isn't possible before the declaration is applied, or too long. */
  Optional<TableSize> run() {
    if (!inputs.complete()) {
      notes.add("It is tried and measured when what it reads is in force.");
      return Optional.empty();
    }
    handle.savepoint(SAVEPOINT);
    try {
      limit();
      long began = System.nanoTime();
      new TrialSql(model).make(handle, TRIAL, inputs.rows());
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      check(millis);
      TableSize size = new SizeTrial(handle, model).of(inputs.rows(), millis);
      handle.rollbackToSavepoint(SAVEPOINT);
      return Optional.of(size);
    } catch (UnableToExecuteStatementException e) {
      handle.rollbackToSavepoint(SAVEPOINT);
      explain(e);
      return Optional.empty();
    }
  }

  private void check(long millis) {
    if (!inputs.exact()) {
      notes.add(
          "It is measured on values that are read from payloads for now, and tried when silver has"
              + " the columns.");
      return;
    }
    checkGrain();
    checkSliceNulls();
    if (problems.isEmpty() && millis < AGAIN_BELOW_MILLIS) {
      checkOrder();
    }
    if (problems.isEmpty() && millis < AGAIN_BELOW_MILLIS && declared.looksBack() > 0) {
      checkLookingBack();
    }
  }

  private void explain(UnableToExecuteStatementException failure) {
    if (!(failure.getCause() instanceof PSQLException refused)
        || refused.getServerErrorMessage() == null
        || List.of("08", "58", "53", "XX").contains(refused.getSQLState().substring(0, 2))) {
      throw failure;
    }
    if (refused.getSQLState().equals(CANCELED)) {
      notes.add("Computing all of it takes longer than " + LIMIT.toSeconds() + " s.");
      return;
    }
    if (!inputs.exact()) {
      notes.add("It is tried and measured when silver has the columns that it reads.");
      return;
    }
    // the server's message may hold values of records
    problem(
        "MODEL_FAILS",
        "It can't be computed: " + SqlStateWords.of(refused.getSQLState()) + ".",
        "Guard the expression, for example by NULLIF for a divisor, or CASE before a cast.");
  }

  private void checkGrain() {
    String grain = list(declared.grain());
    handle
        .createQuery(
            "SELECT "
                + label(declared.grain())
                + " FROM "
                + TRIAL
                + " GROUP BY "
                + grain
                + " HAVING count(*) > 1 ORDER BY "
                + grain
                + " LIMIT 1")
        .mapTo(String.class)
        .findOne()
        .ifPresent(
            row ->
                problem(
                    "MODEL_GRAIN_NOT_UNIQUE",
                    "Its grain is not unique: there are several rows of " + shorten(row) + ".",
                    "Group by the grain's columns, or name more columns as grain."));
  }

  private void checkSliceNulls() {
    for (String column : declared.slice()) {
      if (handle
          .createQuery("SELECT EXISTS (SELECT FROM " + TRIAL + " WHERE " + column + " IS NULL)")
          .mapTo(boolean.class)
          .one()) {
        problem(
            "MODEL_SLICE_NULL",
            "Rows have no " + column + ", by which the table is to be kept.",
            "Take it out of the slice, or leave those rows out.");
      }
    }
  }

  private void checkOrder() {
    new OrderTrial(handle, tables, model)
        .differing(inputs.rows())
        .ifPresent(
            row ->
                problem(
                    "MODEL_ORDER_DECIDES",
                    "The same rows in another order give another row " + shorten(row) + ".",
                    "Add ORDER BY within string_agg, array_agg and window functions, down to"
                        + " unique columns; sum numeric instead of double precision."));
  }

  private void checkLookingBack() {
    new LookBackTrial(handle, tables, model)
        .differing(inputs.rows())
        .ifPresent(
            row ->
                problem(
                    "MODEL_LOOKS_BACK_FURTHER",
                    "The row "
                        + shorten(row)
                        + " reads other days than its own and the "
                        + declared.looksBack()
                        + " before it.",
                    "Bound the window by RANGE BETWEEN '"
                        + declared.looksBack()
                        + " days' PRECEDING, not by rows, or let it look back further."));
  }

  private void limit() {
    handle
        .createQuery(SQL.get("limit_time"))
        .bind("millis", Long.toString(LIMIT.toMillis()))
        .mapToMap()
        .list();
  }

  private void problem(String code, String message, String remedy) {
    problems.add(new DeclarationProblem(declared.table() + ".sql", 0, code, message, remedy));
  }
}
