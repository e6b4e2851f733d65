package scout.activities.models.plan;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.util.PSQLException;
import scout.activities.models.ModelInForce;
import scout.activities.models.ModelRegistry;
import scout.models.Declaration;
import scout.models.DeclarationException;
import scout.models.DeclarationFiles;
import scout.models.DeclarationProblem;
import scout.models.JudgedModel;
import scout.models.ModelCheck;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;
import scout.workflows.models.PlanProblem;
import scout.workflows.models.PlanResult;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TableSize;

/**
 * Judges a declaration against the one in force, as {@code scout_transform}, in a transaction that
 * the caller rolls back.
 */
public final class Planner {
  private static final SqlFile SQL = ServerText.SQL;
  private static final String SAVEPOINT = "planner_check";

  private final Handle handle;
  private final ZoneId zone;
  private final boolean measures;
  private final List<DeclarationProblem> problems = new ArrayList<>();
  private final Map<String, JudgedModel> judged = new LinkedHashMap<>();
  private final Map<String, TableSize> sizes = new HashMap<>();
  private final Map<String, List<String>> notes = new HashMap<>();
  private Set<String> switching = Set.of();

  private Planner(Handle handle, ZoneId zone, boolean measures) {
    this.handle = handle;
    this.zone = zone;
    this.measures = measures;
  }

  /**
   * Judges the files.
   *
   * @param zone the business time zone
   * @param measures true to compute the models that change: it finds a grain that isn't unique, and
   *     what each costs
   */
  public static Planned plan(Handle handle, DeclarationFiles files, ZoneId zone, boolean measures) {
    return plan(new Planner(handle, zone, measures), files).planned();
  }

  /** The same without measuring, with the temporary tables that it made. */
  static Judged judge(Handle handle, DeclarationFiles files, ZoneId zone) {
    return plan(new Planner(handle, zone, false), files);
  }

  /**
   * @param tables those that models can read, by name; temporary tables of the session
   */
  record Judged(Planned planned, Map<String, PlannedTable> tables) {}

  private static Judged plan(Planner planner, DeclarationFiles files) {
    try {
      return planner.plan(Declaration.of(files));
    } catch (DeclarationException e) {
      return new Judged(
          new Planned(Optional.empty(), List.of(), new PlanResult(words(e.problems()), List.of())),
          Map.of());
    }
  }

  private Judged plan(Declaration declaration) {
    Map<String, ModelInForce> inForce =
        ModelRegistry.declared(handle).stream()
            .collect(Collectors.toMap(ModelInForce::table, each -> each));
    Map<String, DeclaredTable> declared = DeclaredTable.all(handle);
    switching = ModelRegistry.switching(handle);
    handle.createQuery(SQL.get("begin")).bind("zone", zone.getId()).mapToMap().list();
    PlannedTables tables = PlannedTables.make(handle, declaration);
    checkNames(declaration, tables, declared);
    judge(declaration.models(), tables, inForce, declared);
    PlanDifferences differences = new PlanDifferences(handle, judged, sizes, notes, switching);
    List<TablePlan> plans = differences.of(declaration, inForce, declared);
    return new Judged(
        new Planned(
            Optional.of(declaration),
            List.copyOf(judged.values()),
            new PlanResult(words(problems), problems.isEmpty() ? plans : List.of())),
        tables.byName());
  }

  /** Somebody may have made a table of that name by hand. */
  private void checkNames(
      Declaration declaration, PlannedTables tables, Map<String, DeclaredTable> declared) {
    List<String> files = new ArrayList<>();
    declaration.models().forEach(model -> files.add(model.table() + ".sql"));
    declaration.references().forEach(reference -> files.add(reference.table() + ".csv"));
    for (String file : files) {
      String table = file.substring(0, file.lastIndexOf('.'));
      if (!tables.held(table).isEmpty() && !declared.containsKey(table)) {
        problems.add(
            new DeclarationProblem(
                file,
                0,
                "TABLE_NAME_USED",
                "The schema scout holds another table or view " + table + ".",
                "Give the file another name, or drop what was made by hand."));
      }
    }
  }

  private void judge(
      List<ModelDeclaration> models,
      PlannedTables tables,
      Map<String, ModelInForce> inForce,
      Map<String, DeclaredTable> declared) {
    ModelNames names = new ModelNames(models);
    List<String> cycle = names.cycle();
    if (!cycle.isEmpty()) {
      problems.add(
          new DeclarationProblem(
              cycle.get(0) + ".sql",
              0,
              "MODEL_CYCLE",
              "It reads itself: " + String.join(" reads ", cycle) + ".",
              "Take one of these steps out."));
    }
    Set<String> refused = new HashSet<>();
    for (ModelDeclaration model : names.inOrder()) {
      Optional<String> missing =
          names.of(model.table()).stream().filter(refused::contains).findFirst();
      if (missing.isPresent()) {
        refused.add(model.table());
        continue;
      }
      ModelJudge judge = new ModelJudge(handle, tables.byName(), model);
      Optional<JudgedModel> good =
          judge.judge().filter(judged -> keepsForm(judged, declared.get(model.table())));
      problems.addAll(judge.problems());
      if (good.isEmpty()) {
        refused.add(model.table());
      } else {
        accept(good.get(), tables, inForce);
      }
    }
  }

  /** Views, checks and people read what Scout ships, so its columns and rows stay. */
  private boolean keepsForm(JudgedModel model, DeclaredTable held) {
    if (held == null || held.shipped().isEmpty()) {
      return true;
    }
    List<DeclarationProblem> found = ShippedForm.problems(model, held);
    problems.addAll(found);
    return found.isEmpty();
  }

  private void accept(JudgedModel model, PlannedTables tables, Map<String, ModelInForce> inForce) {
    String table = model.declaration().table();
    boolean computed =
        Optional.ofNullable(inForce.get(table))
                .map(
                    held -> !held.readable() || ModelDifferences.computesAgain(held.model(), model))
                .orElse(true)
            || switching.contains(table);
    judged.put(table, model);
    if (computed && measures) {
      ModelTrial trial = new ModelTrial(handle, tables.byName(), judged, model);
      trial.run().ifPresent(size -> sizes.put(table, size));
      problems.addAll(trial.problems());
      List<String> remarks = new ArrayList<>(trial.notes());
      remarks.addAll(new MissingIndexes(handle, tables.byName()).of(model));
      notes.put(table, remarks);
    }
    tables.add(model, computed);
    model.declaration().checks().forEach(check -> open(model.declaration(), check));
  }

  private void open(ModelDeclaration model, ModelCheck check) {
    handle.savepoint(SAVEPOINT);
    try {
      handle.execute("SET LOCAL search_path = pg_temp, scout");
      ServerText.run(handle, "open", check.query());
    } catch (UnableToExecuteStatementException e) {
      if (!(e.getCause() instanceof PSQLException refused)
          || refused.getServerErrorMessage() == null) {
        throw e;
      }
      problems.add(
          new DeclarationProblem(
              model.table() + ".sql",
              0,
              "MODEL_CHECK",
              "PostgreSQL says of the check "
                  + check.name()
                  + ": "
                  + refused.getServerErrorMessage().getMessage()
                  + ".",
              "Write one SELECT that counts what is wrong."));
    } finally {
      handle.rollbackToSavepoint(SAVEPOINT);
    }
  }

  private static List<PlanProblem> words(List<DeclarationProblem> problems) {
    return problems.stream()
        .map(
            each ->
                new PlanProblem(
                    each.file(), each.line(), each.code(), each.message(), each.remedy()))
        .toList();
  }
}
