package scout.cli.commands;

import io.temporal.client.BatchRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scout.cli.terminal.AnswerRow;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.ReprocessRequest;

/** Requests that files are read again and their rows replaced. */
@Command(
    name = "reprocess",
    description = {
      "Read files again from wherever they lie now, and replace their rows.",
      "Exits 1 if a file could not be loaded; its old rows then stay."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout reprocess scout/v1/bronze/till-01/a.json --reason \"fixed the parser\"",
      "  ./scout reprocess --status quarantined --dry-run",
      "  ./scout reprocess --device till-01 --from 2025-03-14 --to 2025-03-16 --yes"
    })
final class ReprocessCommand extends JourneyCommand {
  @Option(
      names = "--status",
      paramLabel = "STATUS",
      completionCandidates = StatusWords.class,
      description = "All files of this status: ${COMPLETION-CANDIDATES}.")
  private String status;

  @Option(names = "--device", paramLabel = "NAME", description = "All files of this device.")
  private String device;

  @Mixin private UploadDays uploaded;

  @Option(names = "--dry-run", description = "Only show which files that would be.")
  private boolean dryRun;

  ReprocessCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  void request(
      BatchRequest batch, FileJourney journey, String reason, String etag, String requestId) {
    ReprocessRequest wish = new ReprocessRequest(reason, etag, requestId);
    batch.add(journey::reprocess, selects() ? wish.ofMany() : wish);
  }

  @Override
  boolean granted(AnswerRow before, AnswerRow after) {
    return after.number("generation") > before.number("generation")
        && !"quarantined".equals(after.text("status"));
  }

  @Override
  boolean selects() {
    return status != null || device != null || uploaded.given();
  }

  @Override
  List<AnswerRow> selected(ReadSide database, String bucket) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("bucket", bucket);
    parameters.put("status", StatusWords.check(status));
    parameters.put("device", device);
    parameters.putAll(uploaded.parameters());
    return database.rows("selection", parameters);
  }

  @Override
  boolean onlyShows() {
    return dryRun;
  }
}
