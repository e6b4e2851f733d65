package scout.cli.commands;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.Prompt;
import scout.settings.SettingCatalog;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Rebuilds;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildResult;
import scout.workflows.rebuild.RebuildState;
import scout.workflows.rebuild.RowChange;
import scout.workflows.rebuild.TableChange;

/** Requests that a layer is recomputed from the one below it. */
@Command(
    name = "rebuild",
    description = {
      "Compute a layer anew from the one below, and those above it; write the rows that differ.",
      "A rebuild of all of silver also puts changed SCOUT_TIMEZONE and SCOUT_PATHS_ settings in"
          + " force.",
      "Example: ./scout rebuild gold --store S1 --from 2025-06-01 --dry-run"
    })
final class RebuildCommand extends ClientCommand {
  @Parameters(paramLabel = "LAYER", description = "silver, gold or platinum.")
  private String layer;

  @Option(names = "--store", paramLabel = "STORE", description = "This store's rows only.")
  private String store;

  @Option(names = "--from", paramLabel = "DAY", description = "Transaction days since this one.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Transaction days up to this one.")
  private LocalDate to;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "What came from this device's files, and the store-days they have a part in.")
  private String device;

  @Option(
      names = "--file",
      paramLabel = "KEY",
      description = "The same for this file, by its full object key; can be given again.")
  private List<String> files = List.of();

  @Option(names = "--dry-run", description = "Show the rows that would change; change nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Don't ask.")
  private boolean yes;

  @Option(names = "--json", description = "Print what changed as a JSON array.")
  private boolean json;

  @Mixin private WaitOptions waiting;

  RebuildCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    RebuildRequest request = request();
    TemporalSettings settings =
        TemporalSettings.of(stack().settingsWith(SettingCatalog.TEMPORAL_ADDRESS));
    if (!dryRun && !yes && !Prompt.asked("Rebuild " + layer + " and the layers above it?")) {
      throw CommandFailure.failed("Nothing was changed");
    }
    try (TemporalConnection temporal = TemporalConnection.open(settings)) {
      CommandDeadline deadline = waiting.deadline();
      WorkflowStub rebuild =
          deadline.call("Temporal to take the rebuild", () -> start(temporal.client(), request));
      print(await(temporal.client(), rebuild, deadline));
    }
    return 0;
  }

  private RebuildRequest request() {
    try {
      return new RebuildRequest(Layer.of(layer), store, from, to, dryRun, device, files);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.wrongUsage(
          "Give silver, gold or platinum, a --from that is not after --to, and at most "
              + RebuildRequest.MAX_FILES
              + " files");
    }
  }

  private static WorkflowStub start(WorkflowClient client, RebuildRequest request) {
    try {
      return Rebuilds.start(client, request);
    } catch (WorkflowExecutionAlreadyStarted running) {
      throw CommandFailure.failed(
          "A rebuild runs already; its workflow is '" + WorkflowIds.REBUILD + "'. Try again later");
    }
  }

  private RebuildResult await(WorkflowClient client, WorkflowStub rebuild, CommandDeadline deadline)
      throws InterruptedException {
    try {
      return new WorkflowEnd(client, rebuild, deadline, "the rebuild")
          .result(
              RebuildResult.class,
              new StepReport<>(rebuild, RebuildState.class, RebuildState::step, this::remark));
    } catch (WorkflowFailedException e) {
      throw WorkflowEnd.failed("rebuild", e);
    }
  }

  private void print(RebuildResult result) throws IOException {
    if (json) {
      json(result.tables().stream().map(RebuildCommand::whole).toList());
      return;
    }
    table(result.tables().stream().map(RebuildCommand::counts).toList(), "");
    for (TableChange table : result.tables()) {
      if (!table.first().isEmpty()) {
        say("");
        say(table.table() + ", the first " + table.first().size() + " of " + table.rows() + ":");
        table(table.first().stream().map(RebuildCommand::row).toList(), "");
      }
    }
    say("");
    say(result.dryRun() ? "Nothing was changed." : "These rows were written.");
  }

  private static AnswerRow counts(TableChange table) {
    return new AnswerRow(values(table));
  }

  private static AnswerRow whole(TableChange table) {
    Map<String, Object> values = values(table);
    values.put("first", table.first().stream().map(RebuildCommand::row).toList());
    return new AnswerRow(values);
  }

  private static Map<String, Object> values(TableChange table) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("table", table.table());
    values.put("inserted", table.inserted());
    values.put("updated", table.updated());
    values.put("deleted", table.deleted());
    return values;
  }

  private static AnswerRow row(RowChange row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("change", row.change());
    values.put("key", row.key());
    values.put("difference", row.difference());
    return new AnswerRow(values);
  }
}
