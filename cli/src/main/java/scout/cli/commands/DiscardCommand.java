package scout.cli.commands;

import io.temporal.client.BatchRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;

/** Requests that files' rows are removed from every layer. */
@Command(
    name = "discard",
    description = "Take files' rows out of all layers; the ledger keeps that it was done.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout discard scout/v1/bronze/till-01/a.json --reason \"test data\"",
      "  ./scout discard scout/v1/bronze/till-01/a.json --etag 0cc175b9c0f1b6a831c399e269772661"
    })
final class DiscardCommand extends JourneyCommand {
  DiscardCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  void request(
      BatchRequest batch, FileJourney journey, String reason, String etag, String requestId) {
    batch.add(journey::discard, new DiscardRequest(reason, etag, requestId));
  }

  /**
   * A quarantined version and one loaded after it may both be meant, but only one of them removes
   * rows from the layers.
   */
  @Override
  AnswerRow meant(List<AnswerRow> versions) {
    AnswerRow standing = versions.get(0);
    if (waits(standing) || versions.stream().noneMatch(DiscardCommand::waits)) {
      return standing;
    }
    String key = standing.text("object_key");
    throw CommandFailure.wrongUsage(
        "It is not plain which version of %s is meant; name it with --etag: %s"
            .formatted(
                key,
                versions.stream()
                    .filter(version -> version == standing || waits(version))
                    .map(version -> version.text("etag") + " is " + version.text("status"))
                    .collect(Collectors.joining(", "))));
  }

  private static boolean waits(AnswerRow version) {
    return "quarantined".equals(version.text("status"));
  }

  @Override
  boolean granted(AnswerRow before, AnswerRow after) {
    return "discarded".equals(after.text("status"));
  }

  @Override
  boolean selects() {
    return false;
  }

  @Override
  List<AnswerRow> selected(ReadSide database, String bucket) {
    return List.of();
  }
}
