package scout.cli.commands;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import scout.cli.terminal.CommandFailure;

/**
 * Waits for the end of a workflow by one long poll. A short poll fails if the workflow is busy,
 * since the server can't get its lock in that time.
 */
final class WorkflowEnd {
  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final long LAST_LOOK_SECONDS = 3;

  private final WorkflowClient client;
  private final WorkflowStub workflow;
  private final CommandDeadline deadline;
  private final String awaited;

  /**
   * @param awaited what is waited for, as the object of "waited for"
   */
  WorkflowEnd(
      WorkflowClient client, WorkflowStub workflow, CommandDeadline deadline, String awaited) {
    this.client = client;
    this.workflow = workflow;
    this.deadline = deadline;
    this.awaited = awaited;
  }

  /**
   * Returns the workflow's result.
   *
   * @param look called repeatedly meanwhile
   * @throws WorkflowFailedException if the workflow failed
   * @throws CommandFailure at the deadline: with exit code 3 if Temporal can't report whether the
   *     workflow has ended, else with 1
   */
  <R> R result(Class<R> type, Runnable look) throws InterruptedException {
    RuntimeException trouble = null;
    CompletableFuture<R> poll = workflow.getResultAsync(type);
    while (true) {
      try {
        long wait = Math.min(LOOK_EVERY_MILLIS, deadline.left().toMillis());
        return poll.get(wait, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        checkTime(poll, trouble);
        look.run();
      } catch (ExecutionException e) {
        trouble = passing(e);
        checkTime(poll, trouble);
        Thread.sleep(CommandDeadline.PAUSE.toMillis());
        poll = workflow.getResultAsync(type);
      }
    }
  }

  /** The failure of a command whose workflow failed, with the first cause's words. */
  static CommandFailure failed(String what, WorkflowFailedException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason =
        cause instanceof ApplicationFailure told ? told.getOriginalMessage() : cause.getMessage();
    return CommandFailure.failed("The " + what + " failed: " + reason);
  }

  private static RuntimeException passing(ExecutionException ended) {
    if (ended.getCause() instanceof RuntimeException problem) {
      if (TemporalTrouble.passes(problem)) {
        return problem;
      }
      throw problem;
    }
    throw new IllegalStateException("Waiting for a workflow failed", ended.getCause());
  }

  private void checkTime(CompletableFuture<?> poll, RuntimeException trouble) {
    // looked at once: the time may end between two looks, and then Temporal is asked
    if (!deadline.left().isZero()) {
      deadline.tell(awaited);
      return;
    }
    poll.cancel(true);
    if (trouble != null) {
      throw deadline.unanswered(awaited, trouble);
    }
    try {
      describe();
    } catch (StatusRuntimeException e) {
      throw TemporalTrouble.passes(e) ? deadline.unanswered(awaited, e) : e;
    }
    throw deadline.over(awaited);
  }

  /** Asks once with a short timeout: while the server is busy, this fails too. */
  private void describe() {
    var unused =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .withDeadlineAfter(LAST_LOOK_SECONDS, TimeUnit.SECONDS)
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(workflow.getExecution())
                    .build());
  }
}
