package scout.workflows.impl;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import scout.workflows.models.ApplyProgress;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ApplyResult;
import scout.workflows.models.ApplyState;
import scout.workflows.models.BesideProgress;
import scout.workflows.models.BuildState;
import scout.workflows.models.DeclareResult;
import scout.workflows.models.ModelActivities;
import scout.workflows.models.ModelApply;
import scout.workflows.sources.SourceActivities;
import scout.workflows.sources.SourceChange;
import scout.workflows.sources.SourceFill;

/** Silver, then tables, then the refresh that computes them. */
public final class ModelApplyImpl implements ModelApply {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CurrentStep step = new CurrentStep("Starting");
  private String phase = "source";
  private SourceFill fill;
  private boolean paused;

  /** True from when tables beside are asked for until they are taken over. */
  private boolean besideTables;

  /**
   * Called by Temporal before the first signal is handled, so that a resume during the change of
   * runs counts.
   *
   * @param request see {@link ModelApply#run}
   * @param progress see {@link ModelApply#run}
   */
  @WorkflowInit
  public ModelApplyImpl(ApplyRequest request, ApplyProgress progress) {
    if (progress != null) {
      phase = progress.phase();
      fill = progress.fill();
      paused = progress.paused();
      besideTables = phase.equals("tables");
    }
  }

  @Override
  public ApplyResult run(ApplyRequest request, ApplyProgress progress) {
    try {
      return apply(request);
    } catch (CanceledFailure | ActivityFailure e) {
      if (besideTables && Workflow.getVersion("drops-beside", Workflow.DEFAULT_VERSION, 1) == 1) {
        Workflow.newDetachedCancellationScope(this::dropBeside).run();
      }
      throw e;
    }
  }

  /** Nobody goes on with the tables beside, and each change of an input would wait for them. */
  private void dropBeside() {
    step.tell("Dropping the tables in which models were being computed");
    Workflow.newActivityStub(ModelActivities.class, ModelSteps.ending("Drop the tables beside"))
        .dropBeside();
    step.tell("Ended before all was applied; ./scout models apply begins again");
  }

  private ApplyResult apply(ApplyRequest request) {
    if (phase.equals("source")) {
      declareSource(request);
    }
    if (phase.equals("fill")) {
      fillSource(request);
    }
    phase = "tables";
    if (beside()) {
      computeBeside(request);
    }
    DeclareResult declared = declareTables(request);
    besideTables = false;
    if (beside()) {
      step.tell("Taking away what nothing declares any more");
      sources("Drop columns and child tables").trimSource();
    }
    BuildState state = build(request);
    step.tell(
        state.held().isEmpty()
            ? "Done: every model is computed."
            : "Done, but these can't be computed: " + String.join("; ", state.held()));
    return new ApplyResult(declared.declarationId(), state.held());
  }

  private void declareSource(ApplyRequest request) {
    step.tell("Judging the declaration once more");
    String source = models("Judge the declaration").admitModels(request);
    waitWhilePaused("before silver");
    step.tell("Making silver's columns and child tables");
    SourceActivities sources = sources("Make columns and child tables");
    SourceChange change =
        beside()
            ? sources.extendSource(source, request.by())
            : sources.declareSource(source, request.by());
    phase = change.fills() ? "fill" : "tables";
  }

  private static boolean beside() {
    return Workflow.getVersion("computed-beside", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private void fillSource(ApplyRequest request) {
    while (fill == null || !fill.full()) {
      String share = fill == null ? "counting" : fill.share();
      waitWhilePaused("in silver after " + share);
      step.tell("Filling silver: " + share);
      fill = sources("Fill: " + share).fillSlice(fill);
      nextRunIfLong(request);
    }
  }

  /** Begun again after a change of runs, it goes on where it was. */
  private void computeBeside(ApplyRequest request) {
    waitWhilePaused("before the models");
    step.tell("Making tables in which the models are computed");
    besideTables = true;
    while (!models("Make tables beside").beginBeside(request).done()) {
      step.tell("Waiting for a refresh or rebuild under way");
      pause(request);
    }
    BesideProgress progress = models("Compute the models").fillBeside();
    while (!progress.done()) {
      step.tell("Computing " + progress.share());
      waitWhilePaused("after " + progress.share());
      nextRunIfLong(request);
      progress = models("Compute: " + progress.share()).fillBeside();
    }
  }

  private void pause(ApplyRequest request) {
    Workflow.sleep(PAUSE);
    nextRunIfLong(request);
  }

  private void nextRunIfLong(ApplyRequest request) {
    if (Workflow.getInfo().isContinueAsNewSuggested()) {
      Workflow.continueAsNew(request, new ApplyProgress(phase, fill, paused));
    }
  }

  private DeclareResult declareTables(ApplyRequest request) {
    while (true) {
      waitWhilePaused("before the tables");
      step.tell("Making the tables");
      DeclareResult declared = models("Make the tables").declareModels(request);
      if (declared.done()) {
        return declared;
      }
      step.tell("Waits for " + declared.waitsFor());
      pause(request);
    }
  }

  private BuildState build(ApplyRequest request) {
    step.tell("Waiting for a refresh that computes the models");
    BuildState state = models("Await the models").awaitModels();
    while (!state.building().isEmpty()) {
      step.tell("Computing " + String.join(", ", state.building()));
      pause(request);
      state = models("Await the models").awaitModels();
    }
    return state;
  }

  private void waitWhilePaused(String where) {
    if (paused) {
      step.tell("Paused " + where + "; the signal resume goes on");
      Workflow.await(() -> !paused);
    }
  }

  private static ModelActivities models(String summary) {
    return Workflow.newActivityStub(ModelActivities.class, ModelSteps.lasting(summary));
  }

  private static SourceActivities sources(String summary) {
    return Workflow.newActivityStub(SourceActivities.class, ModelSteps.lasting(summary));
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public ApplyState state() {
    return new ApplyState(step.words(), paused);
  }
}
