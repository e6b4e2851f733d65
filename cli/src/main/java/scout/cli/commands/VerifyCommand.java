package scout.cli.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CellFormat;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.ProgressBar;
import scout.cli.verify.ProofFinding;
import scout.cli.verify.ProofResult;
import scout.cli.verify.StackVerification;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;

/** The oracle. */
@Command(
    name = "verify",
    description = {
      "Prove that everything that was stored is accounted for: each object in the bucket, each"
          + " record of each file, each row of each layer.",
      "Exits 1 if something is not, and names the first of it. Reads only, and may run at any time."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout verify", "  ./scout verify --deep", "  ./scout verify --json"})
final class VerifyCommand extends ClientCommand {
  /** One listing, and an object that is read beside it. */
  private static final int CONNECTIONS = 2;

  @Option(
      names = "--deep",
      description =
          "Also read every archived object, and compare its SHA-256, its records where they can"
              + " be counted plainly, and the payloads.")
  private boolean deep;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private String prefix;

  VerifyCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    TargetStack stack = stack();
    Settings settings = stack.settingsWith(SettingCatalog.S3_ENDPOINT);
    StorageSettings storage = StorageSettings.service(settings);
    prefix = StorageSettings.prefix(settings);
    BucketLayout area = new BucketLayout(storage.bucket(), prefix);
    StackVerification.Result result;
    try (ReadSide snapshot = ReadSide.snapshot(stack);
        ReadSide now = ReadSide.open(stack);
        ObjectStore store = new ObjectStore(storage, CONNECTIONS);
        ProgressBar progress = progress("Verifying", 0, ProgressBar.Unit.THINGS)) {
      result =
          new StackVerification(area, store, deep)
              .run(snapshot.handle(), now.handle(), progress::step, progress::at);
    }
    if (json) {
      json(whole(result));
    } else {
      tell(result);
    }
    return result.allAccountedFor() ? 0 : CommandFailure.FAILED;
  }

  private void tell(StackVerification.Result result) {
    table(result.proofs().stream().map(VerifyCommand::line).toList(), "");
    for (ProofResult proof : result.proofs()) {
      list("Not accounted for: " + proof.claim(), proof.offences(), proof.offenceCount());
    }
    for (ProofResult proof : result.proofs()) {
      list("Worth a look: " + proof.claim(), proof.notes(), proof.noteCount());
    }
    Map<String, Long> counts = result.counts();
    long hidden = counts.get("objects_hidden");
    if (hidden > 0) {
      say("");
      say(
          (hidden == 1 ? "1 object is hidden" : hidden + " objects are hidden")
              + ": a name that begins with a dot is no input.");
    }
    say("");
    say(
        String.format(
            "%d objects, %d files, %d records read: %d in bronze, %d rejected; %d transactions, %d"
                + " superseded, %d lost, %d store-days.",
            counts.get("objects_in_inbox") + counts.get("objects_in_archive"),
            counts.get("files"),
            counts.get("records_read"),
            counts.get("bronze_rows"),
            counts.get("rejected_records"),
            counts.get("silver_rows"),
            counts.get("superseded_rows"),
            counts.get("records_lost"),
            counts.get("gold_rows")));
    say(
        result.allAccountedFor()
            ? ansi().string("@|green Everything is accounted for.|@")
                + String.format(" %d records became no transaction.", counts.get("records_lost"))
            : ansi().string("@|red Not everything is accounted for.|@")
                + " ./scout file KEY tells a file's story; docs/commands.md says what to do.");
  }

  private void list(String title, List<ProofFinding> findings, long count) {
    if (findings.isEmpty()) {
      return;
    }
    say("");
    say(ansi().string("@|bold " + title + "|@"));
    for (ProofFinding finding : findings) {
      String record = finding.recordNo() == null ? "" : ", record " + finding.recordNo();
      String subject =
          finding.subject().startsWith(prefix)
              ? CellFormat.key(finding.subject())
              : CellFormat.value(finding.subject());
      say("  " + subject + record + ": " + CellFormat.value(finding.detail()));
    }
    if (count > findings.size()) {
      say("  and " + (count - findings.size()) + " more");
    }
  }

  private static AnswerRow line(ProofResult proof) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("proof", proof.claim());
    values.put("outcome", proof.offenceCount() == 0 ? "passed" : "failed");
    values.put("offences", proof.offenceCount());
    values.put("notes", proof.noteCount());
    return new AnswerRow(values);
  }

  private Map<String, Object> whole(StackVerification.Result result) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("accounted_for", result.allAccountedFor());
    whole.put("deep", deep);
    whole.put("counts", result.counts());
    List<Map<String, Object>> proofs = new ArrayList<>();
    for (ProofResult proof : result.proofs()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("proof", proof.name());
      values.put("claim", proof.claim());
      values.put("offences", proof.offenceCount());
      values.put("first_offences", findings(proof.offences()));
      values.put("notes", proof.noteCount());
      values.put("first_notes", findings(proof.notes()));
      proofs.add(values);
    }
    whole.put("proofs", proofs);
    return whole;
  }

  private static List<Map<String, Object>> findings(List<ProofFinding> findings) {
    return findings.stream()
        .map(
            finding -> {
              Map<String, Object> values = new LinkedHashMap<>();
              values.put("subject", finding.subject());
              values.put("record_no", finding.recordNo());
              values.put("detail", finding.detail());
              return values;
            })
        .toList();
  }
}
