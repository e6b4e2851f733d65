package scout.activities.models.plan;

import static scout.models.SqlName.quote;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.postgresql.util.PSQLException;
import scout.models.DeclarationFiles;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelTest;
import scout.workflows.models.TestOutcome;
import scout.workflows.models.TestResult;

/**
 * Runs the tests of a declaration on temporary tables that hold the given rows alone, in a
 * transaction that the caller rolls back.
 */
public final class ModelTestRun {
  private static final int SHOWN = 20;
  private static final String SAVEPOINT = "model_test";
  private static final String EXPECTED = "pg_temp.scout_expected";
  private static final String COMPUTED = "pg_temp.scout_computed";

  private final Handle handle;
  private final Map<String, PlannedTable> tables;

  private ModelTestRun(Handle handle, Map<String, PlannedTable> tables) {
    this.handle = handle;
    this.tables = tables;
  }

  /** Judges the files, without measuring, and runs their tests. */
  public static TestResult run(Handle handle, DeclarationFiles files, ZoneId zone) {
    Planner.Judged judged = Planner.judge(handle, files, zone);
    if (!judged.planned().result().problems().isEmpty()) {
      return new TestResult(judged.planned().result().problems(), List.of());
    }
    Map<String, JudgedModel> models =
        judged.planned().models().stream()
            .collect(Collectors.toMap(m -> m.declaration().table(), Function.identity()));
    ModelTestRun run = new ModelTestRun(handle, judged.tables());
    return new TestResult(
        List.of(),
        judged.planned().declaration().orElseThrow().tests().stream()
            .map(test -> run.outcome(test, models.get(test.table())))
            .toList());
  }

  private TestOutcome outcome(ModelTest test, JudgedModel model) {
    List<String> wrong = misnamed(test, model);
    if (wrong.isEmpty()) {
      handle.savepoint(SAVEPOINT);
      try {
        wrong = differences(test, model);
      } catch (UnableToExecuteStatementException e) {
        wrong = List.of(reason(e));
      } finally {
        handle.rollbackToSavepoint(SAVEPOINT);
      }
    }
    return new TestOutcome(test.table(), test.name(), wrong.isEmpty(), wrong);
  }

  /** The rows are those of the file, so what the server says of them may be shown. */
  private static String reason(UnableToExecuteStatementException failure) {
    if (failure.getCause() instanceof PSQLException refused
        && refused.getServerErrorMessage() != null
        && !List.of("08", "57", "58", "53", "XX").contains(refused.getSQLState().substring(0, 2))) {
      return "PostgreSQL says: " + refused.getServerErrorMessage().getMessage();
    }
    throw failure;
  }

  private List<String> misnamed(ModelTest test, JudgedModel model) {
    List<String> wrong = new ArrayList<>();
    test.given()
        .forEach(
            (table, rows) -> {
              if (!model.inputs().contains(table)) {
                wrong.add(
                    test.table()
                        + " doesn't read "
                        + table
                        + "; it reads "
                        + String.join(", ", model.inputs()));
              } else {
                check(table, names(rows), namesOf(tables.get(table).columns()), wrong);
              }
            });
    check("expect", names(test.expect()), namesOf(model.columns()), wrong);
    return wrong;
  }

  private static void check(
      String of, Set<String> named, List<String> columns, List<String> wrong) {
    named.stream()
        .filter(name -> !columns.contains(name))
        .forEach(name -> wrong.add(of + " has no column " + name));
  }

  private static List<String> namesOf(List<ModelColumn> columns) {
    return columns.stream().map(ModelColumn::name).toList();
  }

  private static Set<String> names(List<Map<String, String>> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    return names;
  }

  private List<String> differences(ModelTest test, JudgedModel model) {
    for (String input : model.inputs()) {
      handle.execute("TRUNCATE pg_temp." + quote(input));
      insert(
          "pg_temp." + quote(input),
          tables.get(input).columns(),
          test.given().getOrDefault(input, List.of()));
    }
    Set<String> compared = names(test.expect());
    List<ModelColumn> columns =
        model.columns().stream()
            .filter(column -> compared.isEmpty() || compared.contains(column.name()))
            .toList();
    String list = columns.stream().map(c -> quote(c.name())).collect(Collectors.joining(", "));
    ServerText.execute(
        handle,
        "CREATE TEMP TABLE scout_computed AS SELECT "
            + list
            + " FROM (\n"
            + model.declaration().query()
            + "\n) m");
    handle.execute("CREATE TEMP TABLE scout_expected AS TABLE " + COMPUTED + " WITH NO DATA");
    insert(EXPECTED, columns, test.expect());
    List<String> differences = new ArrayList<>();
    rows(EXPECTED, COMPUTED, columns).forEach(row -> differences.add("missing: " + row));
    rows(COMPUTED, EXPECTED, columns).forEach(row -> differences.add("too many: " + row));
    return differences;
  }

  private void insert(String table, List<ModelColumn> columns, List<Map<String, String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<ModelColumn> named =
        columns.stream().filter(column -> names(rows).contains(column.name())).toList();
    if (named.isEmpty()) {
      // rows of nothing but nulls
      named = columns.subList(0, 1);
    }
    List<ModelColumn> written = named;
    String list = written.stream().map(c -> quote(c.name())).collect(Collectors.joining(", "));
    StringBuilder arrays = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < written.size(); i++) {
      String comma = i == 0 ? "" : ", ";
      arrays.append(comma).append("CAST(:c").append(i).append(" AS text[])");
      values.append(comma).append("CAST(").append(quote(written.get(i).name())).append(" AS ");
      values.append(written.get(i).type()).append(')');
    }
    try (Update insert =
        handle.createUpdate(
            "INSERT INTO "
                + table
                + " ("
                + list
                + ") SELECT "
                + values
                + " FROM unnest("
                + arrays
                + ") AS given ("
                + list
                + ")")) {
      for (int i = 0; i < written.size(); i++) {
        String name = written.get(i).name();
        insert.bindArray("c" + i, String.class, rows.stream().map(row -> row.get(name)).toArray());
      }
      insert.execute();
    }
  }

  /** The rows of one table that the other lacks, each as often as it does. */
  private List<String> rows(String of, String without, List<ModelColumn> columns) {
    return handle
        .createQuery(
            "SELECT * FROM (TABLE " + of + " EXCEPT ALL TABLE " + without + ") d LIMIT " + SHOWN)
        .map((row, context) -> words(columns, name -> text(row, name)))
        .list();
  }

  private static Optional<String> text(ResultSet row, String name) {
    try {
      return Optional.ofNullable(row.getString(name));
    } catch (SQLException e) {
      throw new IllegalStateException("A column of the answer can't be read", e);
    }
  }

  private static String words(
      List<ModelColumn> columns, Function<String, Optional<String>> values) {
    return columns.stream()
        .map(column -> column.name() + ": " + values.apply(column.name()).orElse("null"))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
