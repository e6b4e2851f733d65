package scout.starter.command;

import io.temporal.client.BatchRequest;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scout.workflows.FileJourney;
import scout.workflows.ReprocessRequest;

/** Has files read again and their rows replaced. */
@Command(
    name = "reprocess",
    description = {
      "Read files again from wherever they lie now, and replace their rows.",
      "Exits 1 if a file could not be loaded; its old rows then stay."
    })
final class ReprocessCommand extends JourneyCommand {
  @Option(names = "--status", paramLabel = "STATUS", description = "All files of this status.")
  private String status;

  @Option(names = "--device", paramLabel = "NAME", description = "All files of this device.")
  private String device;

  @Option(names = "--from", paramLabel = "DAY", description = "All uploaded since this day, UTC.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "All uploaded up to this day, UTC.")
  private LocalDate to;

  ReprocessCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  void request(
      BatchRequest batch, FileJourney journey, String reason, String etag, String requestId) {
    batch.add(journey::reprocess, new ReprocessRequest(reason, etag, requestId));
  }

  @Override
  boolean granted(Row before, Row after) {
    return after.number("generation") > before.number("generation")
        && !"quarantined".equals(after.text("status"));
  }

  @Override
  boolean selects() {
    return status != null || device != null || from != null || to != null;
  }

  @Override
  List<Row> selected(ReadSide database, String bucket) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("bucket", bucket);
    parameters.put("status", FilesCommand.statusWord(status));
    parameters.put("device", device);
    parameters.put("from", startOf(from));
    parameters.put("to", startOf(to == null ? null : to.plusDays(1)));
    return database.rows("selection", parameters);
  }

  private static OffsetDateTime startOf(LocalDate day) {
    return day == null ? null : day.atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
