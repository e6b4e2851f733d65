package scout.cli.commands;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scout.cli.terminal.AnswerRow;

/** Lists the ledger. */
@Command(
    name = "files",
    description = "List the files that were taken in, newest first.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout files --status quarantined",
      "  ./scout files --lost",
      "  ./scout files --device till-01 --from 2025-03-14 --to 2025-03-16",
      "  ./scout files --limit 20 --json"
    })
final class FilesCommand extends ClientCommand {
  private static final Set<String> SHOWN =
      Set.of(
          "object_key",
          "status",
          "device_id",
          "uploaded_at",
          "records_read",
          "records_loaded",
          "records_rejected",
          "transactions",
          "records_lost",
          "records_pending",
          "reason");

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      completionCandidates = StatusWords.class,
      description = "Only files of this status: ${COMPLETION-CANDIDATES}.")
  private String status;

  @Option(names = "--device", paramLabel = "NAME", description = "Only files of this device.")
  private String device;

  @Option(
      names = "--lost",
      description =
          "Only files with records that became no transaction, or whose sales lost their id to"
              + " another sale.")
  private boolean lost;

  @Mixin private UploadDays uploaded;

  @Mixin private RowLimit limit;

  @Option(names = "--json", description = "Print a JSON array, named as the ledger's columns.")
  private boolean json;

  FilesCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("status", StatusWords.check(status));
    parameters.put("device", device);
    parameters.put("lost", lost);
    parameters.putAll(uploaded.parameters());
    parameters.put("limit", limit.rows());
    try (ReadSide database = ReadSide.open(stack())) {
      List<AnswerRow> files = database.rows("files", parameters);
      if (json) {
        json(files);
      } else {
        table(narrow(files), lost ? "No file has lost a record." : "No files.");
      }
      if (limit.isReachedBy(files)) {
        remark("There may be more; --limit N shows them.");
      }
    }
    return 0;
  }

  private List<AnswerRow> narrow(List<AnswerRow> files) {
    return files.stream()
        .map(
            file -> {
              Map<String, Object> values = new LinkedHashMap<>(file.values());
              values.keySet().removeIf(column -> !isShown(column));
              return new AnswerRow(values);
            })
        .toList();
  }

  private boolean isShown(String column) {
    return SHOWN.contains(column) || lost && "ids_shared".equals(column);
  }
}
