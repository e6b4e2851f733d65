package scout.workflows.impl;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import scout.workflows.models.ApplyProgress;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ApplyResult;
import scout.workflows.models.ApplyState;
import scout.workflows.models.BuildState;
import scout.workflows.models.DeclareResult;
import scout.workflows.models.ModelActivities;
import scout.workflows.models.ModelApply;
import scout.workflows.sources.SourceActivities;
import scout.workflows.sources.SourceFill;

/** Silver, then tables, then the refresh that computes them. */
public final class ModelApplyImpl implements ModelApply {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CurrentStep step = new CurrentStep("Starting");
  private String phase = "source";
  private SourceFill fill;
  private boolean paused;

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
    }
  }

  @Override
  public ApplyResult run(ApplyRequest request, ApplyProgress progress) {
    if (phase.equals("source")) {
      declareSource(request);
    }
    if (phase.equals("fill")) {
      fillSource(request);
    }
    phase = "tables";
    DeclareResult declared = declareTables(request);
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
    boolean fills =
        sources("Make columns and child tables").declareSource(source, request.by()).fills();
    phase = fills ? "fill" : "tables";
  }

  private void fillSource(ApplyRequest request) {
    while (fill == null || !fill.full()) {
      String share = fill == null ? "counting" : fill.share();
      waitWhilePaused("in silver after " + share);
      step.tell("Filling silver: " + share);
      fill = sources("Fill: " + share).fillSlice(fill);
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(request, new ApplyProgress(phase, fill, paused));
      }
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
      Workflow.sleep(PAUSE);
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(request, new ApplyProgress(phase, fill, paused));
      }
    }
  }

  private BuildState build(ApplyRequest request) {
    step.tell("Waiting for a refresh that computes the models");
    BuildState state = models("Await the models").awaitModels();
    while (!state.building().isEmpty()) {
      step.tell("Computing " + String.join(", ", state.building()));
      Workflow.sleep(PAUSE);
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(request, new ApplyProgress(phase, fill, paused));
      }
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
