package scout.cli.commands;

import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells each step of a workflow once, as its query {@code state} answers. A busy worker may not
 * answer for a while.
 */
final class StepReport<S> implements Runnable {
  private final WorkflowStub workflow;
  private final Class<S> state;
  private final Function<S, String> step;
  private final Consumer<String> line;
  private String said = "";

  /**
   * @param state the answer of the query
   * @param step takes the step in words from it
   * @param line gets each step that is new
   */
  StepReport(
      WorkflowStub workflow, Class<S> state, Function<S, String> step, Consumer<String> line) {
    this.workflow = workflow;
    this.state = state;
    this.step = step;
    this.line = line;
  }

  @Override
  public void run() {
    try {
      String now = step.apply(workflow.query("state", state));
      if (!now.equals(said)) {
        line.accept(now);
        said = now;
      }
    } catch (WorkflowQueryException | WorkflowServiceException e) {
      if (!TemporalTrouble.passes(e)) {
        throw e;
      }
    }
  }
}
