package scout.cli.commands;

import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scout.cli.commands.JourneyRequests.Outcome;
import scout.cli.commands.JourneyRequests.Sender;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.ProgressBar;
import scout.cli.terminal.Prompt;
import scout.cli.terminal.TextTable;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileJourney;

/**
 * A person's request to the journeys of some files. It is sent by signal-with-start, and done when
 * the ledger has its id.
 */
abstract class JourneyCommand extends ClientCommand {
  /** Half of what a sweep keeps under way by default. */
  private static final int UNDER_WAY = 500;

  private static final int SHOWN_FIRST = 20;

  @Parameters(arity = "0..*", paramLabel = "KEY", description = "Full object keys.")
  private List<String> keys = List.of();

  @Option(
      names = "--etag",
      paramLabel = "ETAG",
      description = "The version meant, with a single KEY (default: the latest).")
  private String etag;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the history keeps it.")
  private String reason;

  @Option(names = "--yes", description = "Don't ask.")
  private boolean yes;

  @Option(names = "--json", description = "Print the outcomes as a JSON array.")
  private boolean json;

  @Mixin private WaitOptions waiting;

  JourneyCommand(Map<String, String> environment) {
    super(environment);
  }

  /** Adds the signal to the request. */
  abstract void request(
      BatchRequest batch, FileJourney journey, String reason, String etag, String requestId);

  /** True if the version now has the requested state. */
  abstract boolean granted(AnswerRow before, AnswerRow after);

  /** The latest versions of the files in the command's selection, if it has one. */
  abstract List<AnswerRow> selected(ReadSide database, String bucket);

  /** True if nothing may be sent. */
  boolean onlyShows() {
    return false;
  }

  /** True if the command was given a selection instead of keys. */
  abstract boolean selects();

  @Override
  public final Integer call() throws IOException, InterruptedException {
    check();
    TargetStack stack = stack();
    Settings settings = stack.settingsWith(SettingCatalog.TEMPORAL_ADDRESS);
    String bucket = settings.get(SettingCatalog.S3_BUCKET);
    try (ReadSide database = ReadSide.open(stack);
        TemporalConnection temporal = TemporalConnection.open(TemporalSettings.of(settings))) {
      List<AnswerRow> meant = keys.isEmpty() ? selected(database, bucket) : named(database, bucket);
      if (onlyShows()) {
        return show(meant);
      }
      if (keys.isEmpty()) {
        agree(meant);
      }
      return report(carryOut(database, temporal.client(), bucket, meant));
    }
  }

  private List<Outcome> carryOut(
      ReadSide database, WorkflowClient client, String bucket, List<AnswerRow> meant)
      throws InterruptedException {
    boolean many = keys.isEmpty();
    Sender sender =
        (version, requestId) ->
            Journeys.tell(
                client,
                bucket,
                version.text("object_key"),
                many ? Journeys.SWEPT : Journeys.LIVE,
                (batch, journey) ->
                    request(batch, journey, reason, version.text("etag"), requestId));
    try (ProgressBar progress =
        progress("Waiting for the journeys", meant.size(), ProgressBar.Unit.THINGS)) {
      return new JourneyRequests(database, bucket, UNDER_WAY)
          .carryOut(meant, sender, waiting::deadline, progress::at);
    }
  }

  private void check() {
    if (keys.isEmpty() != selects()) {
      throw CommandFailure.wrongUsage("Give either KEYs or a selection of files; see --help");
    }
    if (etag != null && keys.size() != 1) {
      throw CommandFailure.wrongUsage("--etag names one version: give one KEY with it");
    }
  }

  private List<AnswerRow> named(ReadSide database, String bucket) {
    List<AnswerRow> versions = new ArrayList<>();
    for (String key : keys) {
      List<AnswerRow> known =
          database.rows("named", Map.of("bucket", bucket, "key", key)).stream()
              .filter(version -> etag == null || etag.equals(version.text("etag")))
              .toList();
      if (known.isEmpty()) {
        throw FileCommand.unknown(key, etag);
      }
      versions.add(meant(known));
    }
    return versions;
  }

  /**
   * Chooses the version of a key.
   *
   * @param versions the candidates, at least one; the key's representative is first
   * @throws CommandFailure if the choice is ambiguous
   */
  AnswerRow meant(List<AnswerRow> versions) {
    return versions.get(0);
  }

  private int show(List<AnswerRow> meant) throws IOException {
    if (json) {
      json(meant);
    } else {
      table(meant, "No file is like that.");
    }
    return 0;
  }

  private void agree(List<AnswerRow> meant) {
    if (meant.isEmpty()) {
      throw CommandFailure.failed("No file is like that; ./scout files lists them");
    }
    if (yes) {
      return;
    }
    List<AnswerRow> first = meant.subList(0, Math.min(SHOWN_FIRST, meant.size()));
    new TextTable(ansi()).lines(first).forEach(this::remark);
    if (first.size() < meant.size()) {
      remark("and " + (meant.size() - first.size()) + " more; --dry-run shows all");
    }
    if (!Prompt.asked(meant.size() + " files. Go on?")) {
      throw CommandFailure.failed("Nothing was changed");
    }
  }

  private int report(List<Outcome> outcomes) throws IOException {
    List<AnswerRow> rows = new ArrayList<>();
    boolean allGranted = true;
    for (Outcome outcome : outcomes) {
      boolean granted = granted(outcome.before(), outcome.after());
      allGranted &= granted;
      rows.add(row(outcome, granted));
    }
    if (json) {
      json(rows);
    } else {
      table(rows, "");
    }
    return allGranted ? 0 : CommandFailure.FAILED;
  }

  private static AnswerRow row(Outcome outcome, boolean granted) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("object_key", outcome.before().text("object_key"));
    values.put("outcome", granted ? "done" : "failed");
    values.putAll(outcome.after().values());
    values.remove("request_id");
    return new AnswerRow(values);
  }
}
