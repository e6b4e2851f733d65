package scout.cli.commands;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.ProgressBar;
import scout.settings.SettingCatalog;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Sweeps;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/** Requests a sweep of the bucket. */
@Command(
    name = "sweep",
    description = "Look for uploaded files now, and take them in.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout sweep", "  ./scout sweep --wait"})
final class SweepCommand extends ClientCommand {
  /** The most stopped files to name. */
  private static final int NAMED = 20;

  private static final String SWEEP = "the sweep and the files that it found";

  @Option(
      names = "--wait",
      description =
          "Return when every file uploaded before the command has come to rest and the layers"
              + " have taken it.")
  private boolean wait;

  @Option(names = "--json", description = "Print the sweep's counts, or its workflow, as JSON.")
  private boolean json;

  @Mixin private WaitOptions waiting;

  private List<AnswerRow> stopped = List.of();

  SweepCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TargetStack stack = stack();
    TemporalSettings settings =
        TemporalSettings.of(stack.settingsWith(SettingCatalog.TEMPORAL_ADDRESS));
    try (TemporalConnection temporal = TemporalConnection.open(settings)) {
      if (wait) {
        Map<String, Object> counts = sweep(stack, temporal.client());
        print(counts);
        return stopped.isEmpty() ? 0 : fail();
      } else {
        begun(start(temporal.client(), waiting.deadline()));
      }
    }
    return 0;
  }

  private void begun(WorkflowStub sweep) throws IOException {
    if (json) {
      json(Map.of("workflow_id", sweep.getExecution().getWorkflowId()));
    } else {
      say("A sweep has begun; ./scout status shows how it went.");
    }
  }

  /** The sweep's result, and the fate of the records that the layers settled meanwhile. */
  private Map<String, Object> sweep(TargetStack stack, WorkflowClient client)
      throws IOException, InterruptedException {
    try (ReadSide database = ReadSide.open(stack);
        ProgressBar progress = progress("Sweeping", 0, ProgressBar.Unit.NONE)) {
      CommandDeadline deadline = waiting.deadline(progress);
      OffsetDateTime since = database.now();
      SweepResult result =
          new WorkflowEnd(client, start(client, deadline), deadline, SWEEP)
              .result(SweepResult.class, () -> {});
      new RefreshWait(database, client, deadline)
          .cover(new RefreshRequest("after a sweep by hand", true, false));
      stopped = database.rows("stopped_since", Map.of("since", since));
      Map<String, Object> counts = counts(result);
      counts.put("stopped", stopped.size());
      counts.putAll(database.rows("taken_since", Map.of("since", since)).get(0).values());
      return counts;
    }
  }

  /**
   * Starts a new sweep. A running one may already have passed a new file's place, so this waits for
   * its end first.
   */
  private WorkflowStub start(WorkflowClient client, CommandDeadline deadline)
      throws InterruptedException {
    while (true) {
      try {
        return deadline.call(
            "Temporal to take the sweep", () -> Sweeps.start(client, new SweepRequest(wait)));
      } catch (WorkflowExecutionAlreadyStarted running) {
        awaitOther(client, deadline);
      }
    }
  }

  /** Waits for the other sweep's end, whatever its result. */
  private static void awaitOther(WorkflowClient client, CommandDeadline deadline)
      throws InterruptedException {
    WorkflowStub other = client.newUntypedWorkflowStub(WorkflowIds.EDGE_SWEEP_BY_HAND);
    try {
      new WorkflowEnd(client, other, deadline, "the sweep that runs already")
          .result(SweepResult.class, () -> {});
    } catch (WorkflowFailedException ended) {
      return;
    }
  }

  private static Map<String, Object> counts(SweepResult result) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("listed", result.listed());
    counts.put("unsupported", result.unsupported());
    counts.put("handed_over", result.handedOver());
    counts.put("resumed", result.resumed());
    counts.put("hidden", result.hidden());
    return counts;
  }

  /** Fails, since the files have not come to rest. */
  private int fail() {
    stopped.stream()
        .limit(NAMED)
        .forEach(file -> remark(file.text("object_key") + ": " + file.text("reason")));
    throw CommandFailure.failed(
        stopped.size()
            + (stopped.size() == 1 ? " file" : " files")
            + " could not be read or moved to the archive, e.g. "
            + stopped.get(0).text("object_key")
            + "; the next sweep tries again, ./scout alerts tells what to do");
  }

  private void print(Map<String, Object> counts) throws IOException {
    if (json) {
      json(counts);
    } else {
      table(List.of(new AnswerRow(counts)), "");
    }
  }
}
