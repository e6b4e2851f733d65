package scout.workflows.impl;

import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import scout.workflows.FailureCode;
import scout.workflows.WorkflowIds;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.JourneyStart;
import scout.workflows.journey.JourneyStart.Step;
import scout.workflows.journey.JourneyState;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;
import scout.workflows.journey.ReprocessRequest;

/**
 * Handles requests one after the other until none is pending. Then it completes, or waits in a new
 * short run while a person has to decide.
 *
 * <p>If a signal arrives while the last step is recorded, the server refuses the completion and
 * calls the workflow again. So no signal is lost.
 */
public final class FileJourneyImpl implements FileJourney {
  private final String bucket;
  private final String key;
  private final Deque<Step> pending = new ArrayDeque<>();
  private final JourneySteps steps = new JourneySteps();
  private final JourneyDetails details;

  /** What a person has to decide, null if nothing. */
  private LoadResult waiting;

  private LoadResult last;
  private boolean idle;

  /** False if the latest step found nothing new: its version was handled before. */
  private boolean moved;

  /** Why the latest request failed, null if it succeeded. */
  private TemporalFailure refusal;

  /**
   * Called by Temporal before the first signal is handled.
   *
   * @param start see {@link FileJourney#run}
   */
  @WorkflowInit
  public FileJourneyImpl(JourneyStart start) {
    JourneyStart object =
        start != null && start.bucket() != null && start.key() != null
            ? start
            : WorkflowIds.object(Workflow.getInfo().getWorkflowId()).orElse(null);
    bucket = object == null ? null : object.bucket();
    key = object == null ? null : object.key();
    details = new JourneyDetails(key);
    if (start != null) {
      pending.addAll(start.pending());
      waiting = start.parked();
      last = start.parked();
    }
    Workflow.registerListener((DynamicSignalHandler) this::unknown);
  }

  @Override
  public String run(JourneyStart start) {
    if (key == null) {
      throw FailureCode.NO_OBJECT.failure(
          "Which object? Start it with the id file:<bucket>/<key>, or with the input"
              + " {\"bucket\": \"…\", \"key\": \"…\"} if the id is cut because the key is long.");
    }
    boolean parked = waiting != null;
    if (!parked && pending.isEmpty()) {
      arrived(null);
    }
    takeWhatIsPending();
    while (waiting != null) {
      if (!parked && refusal == null || Workflow.getInfo().isContinueAsNewSuggested()) {
        goOnInNewRun();
      }
      details.waits(waiting, refusal);
      refusal = null;
      idle = true;
      Workflow.await(() -> !pending.isEmpty());
      idle = false;
      takeWhatIsPending();
    }
    if (refusal != null) {
      throw refusal;
    }
    return details.step();
  }

  private void takeWhatIsPending() {
    while (!pending.isEmpty()) {
      Step step = pending.remove();
      if (step.refused() != null) {
        refusal = FailureCode.SIGNAL_REFUSED.failure(step.refused());
        continue;
      }
      try {
        end(step, take(step));
      } catch (ActivityFailure e) {
        fail(step, e);
      }
      if (!pending.isEmpty() && Workflow.getInfo().isContinueAsNewSuggested()) {
        goOnInNewRun();
      }
    }
  }

  private LoadResult take(Step step) {
    LoadResult result;
    if (step.reprocess() != null) {
      ReprocessRequest wish = step.reprocess();
      details.does("Reading the file again");
      result =
          steps.loadAgain(
              new LoadRequest(bucket, key, wish.etag(), true, wish.reason(), wish.requestId()),
              wish.inBulk());
    } else if (step.discard() != null) {
      details.does("Taking the file's rows out");
      result = steps.discard(bucket, key, step.discard());
    } else {
      details.does("Loading");
      result = steps.load(LoadRequest.arrived(bucket, key, step.arrived()));
    }
    moved = result.archive();
    if (!result.needsArchiving()) {
      return result;
    }
    last = result;
    details.does("Moving the object to where it belongs");
    return result.moved(steps.archive(result.fileId(), key));
  }

  private void end(Step step, LoadResult result) {
    last = result;
    if (refusal != null
        && Workflow.getVersion("what-follows-outweighs-a-refusal", Workflow.DEFAULT_VERSION, 1)
            == 1) {
      refusal = null;
    }
    details.ended(result);
    if (result.status() == FileStatus.QUARANTINED && !result.corrected()) {
      waiting = result;
    } else if (waiting != null && decides(step, result)) {
      waiting = null;
    }
  }

  /** True if the wait is over: that version is handled, or a new one arrived. */
  private boolean decides(Step step, LoadResult result) {
    if (Objects.equals(result.etag(), waiting.etag())) {
      return true;
    }
    if (waiting.status() != FileStatus.QUARANTINED) {
      return result.status() == FileStatus.GONE || step.arrived() != null;
    }
    // A late event of an earlier version changes nothing.
    return step.arrived() != null && moved && !result.corrected();
  }

  /**
   * If a load fails for a reason other than the data, the journey stays open, so that people see
   * it. The next sweep signals it again. A person's failed request has no effect.
   */
  private void fail(Step step, ActivityFailure failure) {
    if (failure.getCause() instanceof CanceledFailure) {
      throw failure;
    }
    if (step.arrived() == null || FailureCode.NOT_INPUT.causes(failure)) {
      refusal = failure;
    } else if (waiting == null || waiting.status() != FileStatus.QUARANTINED) {
      waiting = JourneyDetails.stopped(step.arrived().etag(), failure);
      last = waiting;
    }
  }

  private void goOnInNewRun() {
    Workflow.continueAsNew(new JourneyStart(bucket, key, waiting, List.copyOf(pending)));
  }

  @Override
  public void arrived(FileVersion version) {
    FileVersion known = version == null ? new FileVersion(null, null) : version;
    boolean told =
        pending.stream()
            .anyMatch(
                step ->
                    step.arrived() != null && Objects.equals(step.arrived().etag(), known.etag()));
    if (!told) {
      pending.add(Step.of(known));
    }
  }

  @Override
  public void reprocess(ReprocessRequest request) {
    ReprocessRequest wish = request == null ? new ReprocessRequest(null, null, null) : request;
    pending.add(Step.of(waiting == null ? wish : wish.ofVersion(waiting.etag())));
  }

  @Override
  public void discard(DiscardRequest request) {
    DiscardRequest wish = request == null ? new DiscardRequest(null, null, null) : request;
    pending.add(waiting == null ? Step.of(wish) : discardOf(wish.ofVersion(waiting.etag())));
  }

  /** Refuses a discard of an unknown version: the ledger's latest version may be a good one. */
  private static Step discardOf(DiscardRequest wish) {
    boolean plain =
        wish.etag() != null
            || Workflow.getVersion("discard-names-a-version", Workflow.DEFAULT_VERSION, 1)
                == Workflow.DEFAULT_VERSION;
    return plain || wish.problem() != null
        ? Step.of(wish)
        : Step.refused(
            "discard",
            "Nobody knows the ETag of the version that waits. Name the one that you mean:"
                + " {\"etag\": \"…\"}");
  }

  private void unknown(String signal, EncodedValues input) {
    pending.add(
        Step.refused(signal, "There is no such signal; there are reprocess, discard and arrived."));
  }

  @Override
  public JourneyState state() {
    return new JourneyState(key, details.step(), last, pending.size(), idle);
  }
}
