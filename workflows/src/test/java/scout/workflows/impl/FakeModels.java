package scout.workflows.impl;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import scout.workflows.FailureCode;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.BesideProgress;
import scout.workflows.models.BuildState;
import scout.workflows.models.DeclareResult;
import scout.workflows.models.ModelActivities;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.PlanResult;
import scout.workflows.models.TestResult;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.sources.SourceActivities;
import scout.workflows.sources.SourceChange;
import scout.workflows.sources.SourceFill;

/** The steps of a declaration, played: two parts to fill, and a reader that is in the way once. */
final class FakeModels implements ModelActivities {
  private static final RebuildPlan PLAN = new RebuildPlan(false, 20, 200, 20);

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);
  private volatile boolean refuses;
  private volatile CountDownLatch beside = new CountDownLatch(0);

  /** What was called, in its order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** Lets the first part of the filling end. */
  void go() {
    go.countDown();
  }

  /** Holds the computing beside, which is not over then, until the latch is down. */
  void holdsBeside(CountDownLatch latch) {
    beside = latch;
  }

  /** Refuses every declaration from now on. */
  void refuses() {
    refuses = true;
  }

  @Override
  public PlanResult planModels(ModelFiles files) {
    return new PlanResult(List.of(), List.of());
  }

  @Override
  public TestResult testModels(ModelFiles files) {
    return new TestResult(List.of(), List.of());
  }

  @Override
  public String admitModels(ApplyRequest request) {
    calls.add("admit");
    if (refuses) {
      throw FailureCode.DECLARATION_REFUSED.failure("gold_a.sql is wrong");
    }
    return "source: edge_transactions";
  }

  @Override
  public DeclareResult beginBeside(ApplyRequest request) {
    calls.add("begin");
    return new DeclareResult(true, null, null);
  }

  @Override
  public BesideProgress fillBeside() {
    calls.add("beside");
    if (beside.getCount() > 0) {
      Await.latch(beside);
      return new BesideProgress(false, "gold_a: 1 of 2 slices");
    }
    return calls.stream().filter("beside"::equals).count() == 1
        ? new BesideProgress(false, "gold_a: 1 of 2 slices")
        : new BesideProgress(true, null);
  }

  @Override
  public void dropBeside() {
    calls.add("drop");
  }

  @Override
  public DeclareResult declareModels(ApplyRequest request) {
    calls.add("declare");
    return calls.stream().filter("declare"::equals).count() == 1
        ? new DeclareResult(false, "ana (psql, process 7) in gold_a", null)
        : new DeclareResult(true, null, 3L);
  }

  @Override
  public BuildState awaitModels() {
    calls.add("await");
    return calls.stream().filter("await"::equals).count() == 1
        ? new BuildState(List.of("gold_a"), List.of())
        : new BuildState(List.of(), List.of("gold_b: its grain is not unique"));
  }

  /** The steps of the source. */
  SourceActivities source() {
    return new SourceActivities() {
      @Override
      public SourceChange declareSource(String declared, String by) {
        calls.add("source");
        return new SourceChange(true, true, List.of("silver_edge_transactions.a is added"));
      }

      @Override
      public SourceChange extendSource(String declared, String by) {
        return declareSource(declared, by);
      }

      @Override
      public void trimSource() {
        calls.add("trim");
      }

      @Override
      public SourceFill fillSlice(SourceFill done) {
        long files = done == null ? 0 : done.files();
        calls.add("fill " + files);
        if (files == 0) {
          Await.latch(go);
        }
        return new SourceFill(PLAN, files + 10, files * 10 + 100, 5, files == 0 ? 10L : null);
      }
    };
  }
}
