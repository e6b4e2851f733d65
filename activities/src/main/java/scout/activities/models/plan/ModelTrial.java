package scout.activities.models.plan;

import static scout.activities.models.plan.ServerText.quote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
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
 * the same from shuffled inputs, how large it is and what it costs.
 */
final class ModelTrial {
  /** Longer than this, plan says so rather than make people wait. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** What takes longer is not computed a second and a third time. */
  private static final long SHUFFLED_BELOW_MILLIS = 5_000;

  private static final int SHUFFLED_SLICES = 5;
  private static final String SAVEPOINT = "model_trial";
  private static final String CANCELED = "57014";
  private static final String TRIAL = "pg_temp.scout_trial";
  private static final String SAMPLE = "pg_temp.scout_sample";
  private static final SqlFile SQL = ServerText.SQL;

  private final Handle handle;
  private final Map<String, PlannedTable> tables;
  private final Map<String, JudgedModel> judged;
  private final JudgedModel model;
  private final ModelDeclaration declared;
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
    this.judged = judged;
    this.model = model;
    this.declared = model.declaration();
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
    Map<String, String> inputs = new LinkedHashMap<>();
    if (!gather(model, inputs)) {
      notes.add("It is tried and measured when silver has the columns that it reads.");
      return Optional.empty();
    }
    handle.savepoint(SAVEPOINT);
    try {
      limit(LIMIT);
      long began = System.nanoTime();
      make(TRIAL, inputs);
      long millis = millisSince(began);
      checkGrain();
      checkSliceNulls();
      if (problems.isEmpty() && millis < SHUFFLED_BELOW_MILLIS) {
        checkOrder(inputs);
      }
      TableSize size = size(inputs, millis);
      handle.rollbackToSavepoint(SAVEPOINT);
      return Optional.of(size);
    } catch (UnableToExecuteStatementException e) {
      handle.rollbackToSavepoint(SAVEPOINT);
      explain(e);
      return Optional.empty();
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
    // the server's message may hold values of records
    problem(
        "MODEL_FAILS",
        "It can't be computed: " + SqlStateWords.of(refused.getSQLState()) + ".",
        "Guard the expression, for example by NULLIF for a divisor, or CASE before a cast.");
  }

  /** The inputs' rows by name, those that others read first. */
  private boolean gather(JudgedModel reader, Map<String, String> inputs) {
    for (String input : reader.inputs()) {
      PlannedTable table = tables.get(input);
      switch (table.rows()) {
        case HELD -> inputs.put(input, "SELECT * FROM scout." + quote(input));
        case GIVEN -> inputs.put(input, "SELECT * FROM pg_temp." + quote(input));
        case COMPUTED -> {
          JudgedModel lower = judged.get(input);
          if (lower == null || !gather(lower, inputs)) {
            return false;
          }
          inputs.remove(input);
          inputs.put(
              input,
              "SELECT t.*, NULL::timestamptz AS last_updated FROM (\n"
                  + lower.declaration().query()
                  + "\n) t");
        }
        case LATER -> {
          return false;
        }
      }
    }
    return true;
  }

  private String columns() {
    return model.columns().stream()
        .map(column -> quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  private void make(String table, Map<String, String> inputs) {
    ServerText.execute(
        handle,
        "CREATE TEMP TABLE "
            + table
            + " AS "
            + with(inputs, "NOT MATERIALIZED")
            + "SELECT "
            + columns()
            + " FROM (\n"
            + declared.query()
            + "\n) m");
    handle.execute("ANALYZE " + table);
  }

  private static String with(Map<String, String> inputs, String how) {
    return inputs.isEmpty()
        ? ""
        : inputs.entrySet().stream()
            .map(each -> quote(each.getKey()) + " AS " + how + " (" + each.getValue() + ")")
            .collect(Collectors.joining(",\n", "WITH ", "\n"));
  }

  private void checkGrain() {
    String grain = list(declared.grain());
    handle
        .createQuery(
            "SELECT concat_ws(' ', "
                + texts(declared.grain())
                + ") FROM "
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

  /** Inputs in another order, and another kind of plan, must give the same rows. */
  private void checkOrder(Map<String, String> inputs) {
    boolean sliced = !declared.slice().isEmpty() && declared.looksBack() == 0;
    if (sliced) {
      handle.execute(
          "CREATE TEMP TABLE "
              + SAMPLE
              + " AS SELECT "
              + list(declared.slice())
              + " FROM "
              + TRIAL
              + " GROUP BY "
              + list(declared.slice())
              + " ORDER BY count(*) DESC LIMIT "
              + SHUFFLED_SLICES);
    }
    for (String hashing : List.of("on", "off")) {
      handle.execute("SET LOCAL enable_hashagg = " + hashing);
      handle.execute("SET LOCAL enable_hashjoin = " + hashing);
      Map<String, String> shuffled = new LinkedHashMap<>();
      inputs.forEach((name, rows) -> shuffled.put(name, shuffled(name, rows, sliced)));
      make("pg_temp.scout_shuffled", shuffled);
      differing(sliced)
          .ifPresent(
              row ->
                  problem(
                      "MODEL_ORDER_DECIDES",
                      "The same rows in another order give another row " + shorten(row) + ".",
                      "Add ORDER BY within string_agg, array_agg and window functions, down to"
                          + " unique columns; sum numeric instead of double precision."));
      handle.execute("DROP TABLE pg_temp.scout_shuffled");
      if (!problems.isEmpty()) {
        break;
      }
    }
    handle.execute("SET LOCAL enable_hashagg = on");
    handle.execute("SET LOCAL enable_hashjoin = on");
  }

  private String shuffled(String input, String rows, boolean sliced) {
    List<String> by =
        declared.slice().stream().filter(tables.get(input).slices()::contains).toList();
    String cut =
        !sliced || by.isEmpty()
            ? ""
            : " WHERE (" + list(by) + ") IN (SELECT " + list(by) + " FROM " + SAMPLE + ")";
    return "SELECT * FROM (" + rows + ") x" + cut + " ORDER BY random()";
  }

  private Optional<String> differing(boolean sliced) {
    String those =
        sliced
            ? " WHERE ("
                + list(declared.slice())
                + ") IN (SELECT "
                + list(declared.slice())
                + " FROM "
                + SAMPLE
                + ")"
            : "";
    return handle
        .createQuery(
            "SELECT concat_ws(' ', "
                + texts(declared.grain())
                + ") FROM (SELECT * FROM "
                + TRIAL
                + those
                + " EXCEPT ALL SELECT * FROM pg_temp.scout_shuffled"
                + those
                + ") d ORDER BY "
                + list(declared.grain())
                + " LIMIT 1")
        .mapTo(String.class)
        .findOne();
  }

  /**
   * @param rows of all slices
   */
  public record Counted(long rows, long slices, long medianRows, long largestRows) {}

  private TableSize size(Map<String, String> inputs, long buildMillis) {
    String by = declared.slice().isEmpty() ? "" : " GROUP BY " + list(declared.slice());
    Counted counted =
        handle
            .createQuery(
                "SELECT coalesce(sum(n), 0)::bigint AS rows, count(*) AS slices,"
                    + " coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY n), 0) AS median_rows,"
                    + " coalesce(max(n), 0) AS largest_rows FROM (SELECT count(*) AS n FROM "
                    + TRIAL
                    + by
                    + ") s")
            .map(ConstructorMapper.of(Counted.class))
            .one();
    return new TableSize(
        counted.rows,
        counted.slices,
        counted.medianRows,
        counted.largestRows,
        buildMillis,
        by.isEmpty() || counted.slices == 0 ? buildMillis : sliceMillis(inputs));
  }

  /** The second of two times, since the first also fetches and plans. */
  private long sliceMillis(Map<String, String> inputs) {
    String slice = list(declared.slice());
    handle.execute(
        "CREATE TEMP TABLE pg_temp.scout_median AS SELECT "
            + slice
            + " FROM "
            + TRIAL
            + " GROUP BY "
            + slice
            + " ORDER BY count(*) OFFSET (SELECT count(*) / 2 FROM (SELECT FROM "
            + TRIAL
            + " GROUP BY "
            + slice
            + ") s) LIMIT 1");
    String condition =
        declared.slice().stream()
            .map(column -> "t." + column + " = d." + column)
            .collect(Collectors.joining(" AND "));
    String statement =
        "SELECT count(*) FROM ("
            + with(inputs, "NOT MATERIALIZED")
            + "SELECT m.* FROM pg_temp.scout_median d CROSS JOIN LATERAL (SELECT * FROM (\n"
            + declared.query()
            + "\n) t WHERE "
            + condition
            + " OFFSET 0) m) c";
    handle.execute("SET LOCAL enable_seqscan = off");
    long millis = 0;
    for (int time = 0; time < 2; time++) {
      long began = System.nanoTime();
      ServerText.execute(handle, statement);
      millis = millisSince(began);
    }
    handle.execute("SET LOCAL enable_seqscan = on");
    return millis;
  }

  private void limit(Duration time) {
    handle
        .createQuery(SQL.get("limit_time"))
        .bind("millis", Long.toString(time.toMillis()))
        .mapToMap()
        .list();
  }

  private static long millisSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  private static String list(List<String> columns) {
    return columns.stream().map(ServerText::quote).collect(Collectors.joining(", "));
  }

  private static String texts(List<String> columns) {
    return columns.stream()
        .map(column -> "coalesce(" + quote(column) + "::text, 'NULL')")
        .collect(Collectors.joining(", "));
  }

  private static String shorten(String row) {
    return row.length() <= 100 ? row : row.substring(0, 100) + "…";
  }

  private void problem(String code, String message, String remedy) {
    problems.add(new DeclarationProblem(declared.table() + ".sql", 0, code, message, remedy));
  }
}
