package scout.activities.models.plan;

import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import scout.activities.database.Heartbeat;
import scout.activities.database.RolePool;
import scout.activities.models.BesideFill;
import scout.activities.models.BesideModels;
import scout.activities.models.ModelInForce;
import scout.activities.models.ModelRegistry;
import scout.activities.models.ModelState;
import scout.models.DeclarationFiles;
import scout.models.ShippedSource;
import scout.schema.SqlFile;
import scout.workflows.FailureCode;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.BesideProgress;
import scout.workflows.models.BuildState;
import scout.workflows.models.DeclareResult;
import scout.workflows.models.ModelActivities;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.PlanProblem;
import scout.workflows.models.PlanResult;
import scout.workflows.models.TestResult;

/** The steps that judge, test and apply a declaration, as the role that refreshes. */
public final class DeclarationSteps implements ModelActivities {
  /** SQLSTATE of "lock not available". */
  private static final String LOCKED = "55P03";

  /** SQLSTATE of "dependent objects still exist". */
  private static final String DEPENDED_ON = "2BP01";

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int TRIES = 20;

  /** How long models are computed beside before a pause can take hold. */
  private static final Duration STEP = Duration.ofSeconds(10);

  private static final SqlFile SQL = ServerText.SQL;

  private final Jdbi jdbi;
  private final ZoneId zone;
  private final Runnable nudge;

  /**
   * @param transform the database as {@code scout_transform}
   * @param zone the business time zone
   * @param nudge asks for a refresh, which computes what was declared
   */
  public DeclarationSteps(RolePool transform, ZoneId zone, Runnable nudge) {
    this.jdbi = transform.jdbi();
    this.zone = zone;
    this.nudge = nudge;
  }

  @Override
  public PlanResult planModels(ModelFiles files) {
    return undone(handle -> Planner.plan(handle, read(files), zone, true).result());
  }

  @Override
  public TestResult testModels(ModelFiles files) {
    return undone(handle -> ModelTestRun.run(handle, read(files), zone));
  }

  /** An empty folder declares what Scout ships. */
  private static DeclarationFiles read(ModelFiles files) {
    return new DeclarationFiles(files.texts());
  }

  private <T> T undone(Function<Handle, T> work) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      return heartbeat.inTransaction(
          jdbi,
          handle -> {
            T result = work.apply(handle);
            handle.rollback();
            return result;
          });
    }
  }

  @Override
  public String admitModels(ApplyRequest request) {
    admitted(request);
    return request.files().texts().getOrDefault(ShippedSource.FILE, ShippedSource.text());
  }

  private Planned admitted(ApplyRequest request) {
    Planned planned = undone(handle -> Planner.plan(handle, read(request.files()), zone, false));
    PlanResult result = planned.result();
    if (!result.problems().isEmpty()) {
      throw FailureCode.DECLARATION_REFUSED.failure(
          String.join("\n", result.problems().stream().map(PlanProblem::toString).toList()));
    }
    List<String> lost = new ArrayList<>(result.losing());
    lost.removeAll(request.losing());
    if (!lost.isEmpty()) {
      throw FailureCode.DECLARATION_REFUSED.failure(
          "It would now empty, drop or take columns from "
              + String.join(", ", lost)
              + ", which its plan has not shown: run ./scout models plan, and apply again.");
    }
    return planned;
  }

  @Override
  public DeclareResult beginBeside(ApplyRequest request) {
    Planned planned = admitted(request);
    try (Heartbeat heartbeat = Heartbeat.start()) {
      return untilDone(
          heartbeat,
          planned,
          List.of(
              () ->
                  heartbeat.inTransaction(
                      jdbi,
                      handle -> {
                        new BesideTables(handle, request, planned).begin();
                        return 0L;
                      })));
    }
  }

  @Override
  public BesideProgress fillBeside() {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      Optional<String> left = new BesideFill(jdbi, zone, heartbeat).fill(STEP);
      return new BesideProgress(left.isEmpty(), left.orElse(null));
    }
  }

  @Override
  public void dropBeside() {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      while (!besideIsDropped(heartbeat)) {
        heartbeat.pause(PAUSE);
      }
    }
  }

  /** False while a refresh or rebuild is under way. */
  private boolean besideIsDropped(Heartbeat heartbeat) {
    try {
      return heartbeat.inTransaction(
          jdbi,
          handle -> {
            handle.createQuery(SQL.get("patience")).mapToMap().list();
            // no batch under way writes for a reader that goes
            ModelRegistry.lock(handle);
            BesideModels.dropAll(handle);
            return true;
          });
    } catch (JdbiException e) {
      refuseOrRetry(e);
      return false;
    }
  }

  @Override
  public DeclareResult declareModels(ApplyRequest request) {
    Planned planned = admitted(request);
    try (Heartbeat heartbeat = Heartbeat.start()) {
      return untilDone(
          heartbeat,
          planned,
          List.of(
              () -> inTables(heartbeat, request, planned, DeclaredTables::open),
              () -> {
                new BesideFill(jdbi, zone, heartbeat).fillAll(STEP);
                return inTables(heartbeat, request, planned, DeclaredTables::write);
              },
              () ->
                  heartbeat.inTransaction(
                      jdbi, handle -> new DeclaredTables(handle, request, planned).close())));
    }
  }

  private Long inTables(
      Heartbeat heartbeat, ApplyRequest request, Planned planned, Consumer<DeclaredTables> work) {
    return heartbeat.inTransaction(
        jdbi,
        handle -> {
          work.accept(new DeclaredTables(handle, request, planned));
          return 0L;
        });
  }

  /** One after the other; the last gives the number. */
  private DeclareResult untilDone(
      Heartbeat heartbeat, Planned planned, List<Supplier<Long>> steps) {
    Iterator<Supplier<Long>> next = steps.iterator();
    Supplier<Long> step = next.next();
    String waitsFor = "";
    int tries = 0;
    while (tries++ < TRIES) {
      try {
        long id = step.get();
        if (!next.hasNext()) {
          return new DeclareResult(true, null, id);
        }
        step = next.next();
        continue;
      } catch (JdbiException e) {
        refuseOrRetry(e);
      }
      // Whoever comes after a statement that waits for a lock waits as long.
      waitsFor = jdbi.withHandle(handle -> whoReads(handle, planned));
      heartbeat.pause(PAUSE);
    }
    return new DeclareResult(false, waitsFor, null);
  }

  private static void refuseOrRetry(JdbiException failure) {
    String state =
        failure.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "";
    if (state.equals(DEPENDED_ON)) {
      throw FailureCode.DECLARATION_REFUSED.failure(
          "A view of somebody's reads a table or column that would go: drop the view first.");
    }
    if (!state.equals(LOCKED)) {
      throw failure;
    }
  }

  private static String whoReads(Handle handle, Planned planned) {
    List<String> names =
        planned.result().tables().stream()
            .filter(table -> table.changes())
            .map(table -> table.table())
            .toList();
    List<String> readers =
        handle
            .createQuery(SQL.get("who_reads"))
            .bindArray("names", String.class, names)
            .map(
                (row, context) ->
                    String.format(
                        "%s (%s, process %d) in %s",
                        row.getString("role"),
                        row.getString("application"),
                        row.getInt("pid"),
                        row.getString("table_name")))
            .list();
    return readers.isEmpty() ? "a refresh or rebuild under way" : String.join("; ", readers);
  }

  @Override
  public BuildState awaitModels() {
    nudge.run();
    try (Heartbeat heartbeat = Heartbeat.start()) {
      BuildState state = jdbi.withHandle(DeclarationSteps::state);
      for (int tries = 0; tries < TRIES && !state.building().isEmpty(); tries++) {
        heartbeat.pause(PAUSE);
        state = jdbi.withHandle(DeclarationSteps::state);
      }
      return state;
    }
  }

  /** A model that waits for one that is held is not computed before that one is. */
  private static BuildState state(Handle handle) {
    List<String> building = new ArrayList<>();
    List<String> held = new ArrayList<>();
    Set<String> stuck = new HashSet<>();
    for (ModelInForce model : ModelRegistry.all(handle)) {
      Set<String> waits = new LinkedHashSet<>(model.model().inputs());
      waits.retainAll(stuck);
      if (model.state() == ModelState.HELD) {
        stuck.add(model.table());
        held.add(model.table() + ": " + model.problem());
      } else if (model.state() == ModelState.BUILDING && waits.isEmpty()) {
        building.add(model.table());
      } else if (!waits.isEmpty()) {
        stuck.add(model.table());
        held.add(model.table() + ": waits for " + String.join(", ", waits));
      }
    }
    return new BuildState(building, held);
  }
}
