package scout.cli.commands;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CellFormat;
import scout.cli.terminal.CommandFailure;
import scout.schema.ArchivedKey;
import scout.schema.StoredJson;
import scout.settings.SettingCatalog;

/** Shows one file's whole history. */
@Command(
    name = "file",
    description = "Tell a file's whole story: every version, its steps, its rows, what it touched.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout file scout/v1/bronze/till-01/a.json",
      "  ./scout file scout/v1/bronze/till-01/a.json --json"
    })
final class FileCommand extends ClientCommand {
  private static final int REJECTED_SHOWN = 100;

  @Parameters(paramLabel = "KEY", description = "The full object key.")
  private String key;

  @Option(names = "--json", description = "Print a JSON array of versions.")
  private boolean json;

  FileCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    TargetStack stack = stack();
    try (ReadSide database = ReadSide.open(stack)) {
      String bucket = stack.settings().get(SettingCatalog.S3_BUCKET);
      List<AnswerRow> versions = database.rows("versions", Map.of("bucket", bucket, "key", key));
      if (versions.isEmpty()) {
        throw unknown(key, null);
      }
      if (json) {
        json(versions.stream().map(version -> whole(database, version)).toList());
      } else {
        versions.forEach(version -> tell(database, version));
      }
    }
    return 0;
  }

  /** The failure for a key or version that the ledger lacks. */
  static CommandFailure unknown(String key, String etag) {
    return CommandFailure.failed(
        "The ledger holds no file "
            + CellFormat.key(key)
            + (etag == null ? "" : " with ETag " + etag)
            + "; give the full object key as ./scout files lists it");
  }

  private static AnswerRow whole(ReadSide database, AnswerRow version) {
    Map<String, Object> values = new LinkedHashMap<>(version.values());
    values.put("field_nulls", members(version, "field_nulls"));
    values.put("declared_nulls", members(version, "declared_nulls"));
    values.put("values_unfit", members(version, "values_unfit"));
    values.put("dialect", members(version, "dialect"));
    values.put("rejected", rejected(database, version));
    values.put("store_days", storeDays(database, version));
    return new AnswerRow(values);
  }

  private void tell(ReadSide database, AnswerRow version) {
    say("");
    say(CellFormat.key(key) + "  version " + version.text("etag"));
    say("  " + version.text("status") + because(version) + ", " + where(version));
    say("");
    table(steps(version), "");
    if (version.number("attempt") > 1) {
      say(
          "  attempt "
              + version.text("attempt")
              + " was the latest, counting discards; only the time of the first is kept");
    }
    say("");
    if (version.number("generation") > 0) {
      tellLoaded(version);
    } else {
      say(
          String.format(
              "  read %s, rejected %s; nothing of it was loaded",
              version.text("records_read"), version.text("records_rejected")));
    }
    list("  lacking: ", members(version, "field_nulls"));
    list("  lacking of the declared: ", members(version, "declared_nulls"));
    list("  null since they don't fit: ", members(version, "values_unfit"));
    list("  read as: ", members(version, "dialect"));
    List<AnswerRow> rejected = rejected(database, version);
    section("Rejected records", rejected);
    long all = version.number("records_rejected") + version.number("records_rejected_silver");
    if (all > rejected.size()) {
      say("and " + (all - rejected.size()) + " more in scout.rejected_records");
    }
    section("Store-days", storeDays(database, version));
  }

  /** What became of the records of a version that was loaded. */
  private void tellLoaded(AnswerRow version) {
    say(
        String.format(
            "  read %s = loaded %s + rejected %s",
            version.text("records_read"),
            version.text("records_loaded"),
            version.text("records_rejected")));
    say(
        String.format(
            "  loaded %s = current %s + superseded %s + unkeyed %s + rejected by silver %s"
                + " + discarded %s + pending %s",
            version.text("records_loaded"),
            version.text("records_current"),
            version.text("records_superseded"),
            version.text("records_unkeyed"),
            version.text("records_rejected_silver"),
            version.text("records_discarded"),
            version.text("records_pending")));
    say(
        String.format(
            "  transactions %s, lost %s = unkeyed %s + rejected by silver %s + overridden %s",
            version.text("transactions"),
            version.text("records_lost"),
            version.text("records_unkeyed"),
            version.text("records_rejected_silver"),
            version.text("records_overridden")));
  }

  /** The members of a JSON object; null if there is none. */
  private static Map<String, Object> members(AnswerRow version, String column) {
    String json = version.text(column);
    return json == null
        ? null
        : StoredJson.read(json, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  private void list(String title, Map<String, Object> members) {
    if (members != null && !members.isEmpty()) {
      say(
          title
              + members.entrySet().stream()
                  .map(member -> member.getKey() + " " + CellFormat.value(member.getValue()))
                  .collect(Collectors.joining(", ")));
    }
  }

  private void section(String title, List<AnswerRow> rows) {
    if (!rows.isEmpty()) {
      say("");
      say(title);
      table(rows, "");
    }
  }

  private static String because(AnswerRow version) {
    return version.text("reason") == null
        ? ""
        : " (" + CellFormat.value(version.text("reason")) + ")";
  }

  private String where(AnswerRow version) {
    return switch (version.text("status")) {
      case "gone" -> "its object is gone";
      default ->
          "its object lies at "
              + CellFormat.key(
                  version.text("archived_key") == null ? key : version.text("archived_key"));
    };
  }

  private static List<AnswerRow> steps(AnswerRow version) {
    List<AnswerRow> steps = new ArrayList<>();
    for (String step :
        List.of(
            "uploaded_at",
            "claimed_at",
            "loaded_at",
            "quarantined_at",
            "archived_at",
            "settled_at",
            "replayed_at",
            "discarded_at",
            "gone_at")) {
      if (version.values().get(step) instanceof Instant time) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("when", time);
        values.put("step", word(step, version));
        steps.add(new AnswerRow(values));
      }
    }
    steps.sort(Comparator.comparing(step -> (Instant) step.values().get("when")));
    return steps;
  }

  /**
   * People's word for a step. The column of the last reprocessing has an older name; an object that
   * was refused is moved, not archived; of several claims the first has the time.
   */
  private static String word(String step, AnswerRow version) {
    return switch (step) {
      case "replayed_at" -> "reprocessed";
      case "claimed_at" -> version.number("attempt") > 1 ? "first claimed" : "claimed";
      case "archived_at" -> ArchivedKey.step(version.text("archived_key"));
      default -> step.substring(0, step.length() - "_at".length());
    };
  }

  private static List<AnswerRow> rejected(ReadSide database, AnswerRow version) {
    return database.rows(
        "rejected", Map.of("file_id", version.text("file_id"), "limit", REJECTED_SHOWN));
  }

  private static List<AnswerRow> storeDays(ReadSide database, AnswerRow version) {
    return database.rows("store_days", Map.of("file_id", version.text("file_id")));
  }
}
