package scout.local.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report as lines for a terminal. */
final class FitText {
  private static final int FILES_SHOWN = 5;
  private static final int FIELDS_SHOWN = 40;

  private final FitReport report;
  private final List<String> lines = new ArrayList<>();

  FitText(FitReport report) {
    this.report = report;
  }

  List<String> lines() {
    files();
    fields();
    found();
    settings();
    outcome();
    advice();
    next();
    return lines;
  }

  private void files() {
    List<List<String>> shapes = new ArrayList<>();
    for (int i = 0; i < Math.min(FILES_SHOWN, report.proposed().size()); i++) {
      ReadSample sample = report.proposed().get(i);
      FileShape shape = report.shapes().get(i);
      lines.add(sample.input().name() + "  " + size(sample));
      lines.add("  encoding     " + shape.encoding());
      lines.add("  compression  " + shape.packing());
      lines.add("  framing      " + shape.framing());
      if (shape.delimiter() != null) {
        lines.add("  delimiter    " + shape.delimiter());
      }
      if (sample.dialect() != null) {
        lines.add("  noted        " + sample.dialect());
      }
      refusal(sample);
      sample.reasons().forEach((code, reason) -> lines.add("  " + code + "  " + reason));
      shapes.add(List.of());
    }
    int more = report.proposed().size() - shapes.size();
    if (more > 0) {
      long refused =
          report.proposed().stream()
              .skip(FILES_SHOWN)
              .filter(sample -> sample.refusal() != null)
              .count();
      lines.add(
          "and " + more + " files more" + (refused > 0 ? ", " + refused + " of them refused" : ""));
      report.proposed().stream()
          .skip(FILES_SHOWN)
          .filter(sample -> sample.refusal() != null)
          .limit(FILES_SHOWN)
          .forEach(
              sample -> {
                lines.add("  " + sample.input().name());
                refusal(sample);
              });
    }
  }

  private void refusal(ReadSample sample) {
    if (sample.refusal() != null) {
      String word = sample.refusal().equals(SampleReader.UNSUPPORTED) ? "left" : "quarantined";
      lines.add("  " + word + ": " + sample.refusal() + ", " + sample.message());
    }
  }

  private static String size(ReadSample sample) {
    long bytes = sample.input().sizeBytes();
    String size =
        bytes < 10_000
            ? bytes + " bytes"
            : bytes < 10_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
    return sample.cut()
        ? size + ", of which the first " + (SampleBytes.MOST >> 20) + " MiB were read"
        : size;
  }

  private void fields() {
    int records = report.fields().records();
    if (records == 0) {
      lines.add("");
      lines.add("No record could be read.");
      return;
    }
    long read = report.after().read() - report.after().rejected();
    title("Fields of " + (records < read ? "the first " : "") + count(records, "record"));
    List<ScannedField> all = report.fields().fields();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("path", "type", "has it", "examples"));
    for (ScannedField field : all.subList(0, Math.min(all.size(), FIELDS_SHOWN))) {
      rows.add(
          List.of(
              (field.ofPage() ? "(page) " : "") + printable(field.path()),
              String.join(" ", field.types().keySet()),
              Math.round(100.0 * having(field) / records) + " %",
              field.examples().isEmpty() ? blank(field) : String.join(", ", field.examples())));
    }
    lines.addAll(TextRows.lines(rows, 2));
    if (all.size() > FIELDS_SHOWN) {
      lines.add("  and " + (all.size() - FIELDS_SHOWN) + " more; --json has all");
    }
  }

  private static int having(ScannedField field) {
    return field.types().containsKey("list") ? field.presentIn() : field.filled().cardinality();
  }

  private static String blank(ScannedField field) {
    return field.types().containsKey("list") ? "" : "(blank)";
  }

  private void found() {
    if (report.fields().records() == 0) {
      return;
    }
    title("What Scout looks for");
    List<List<String>> rows = new ArrayList<>();
    for (FieldGuess guess : report.proposal().guesses()) {
      String how =
          switch (guess.how()) {
            case FOUND -> "found";
            case FOLDED -> "found under " + printable(guess.seen()) + ", no setting needed";
            case PAGE -> "found on the page, at " + printable(guess.seen());
            case PROPOSED ->
                "could be "
                    + printable(guess.seen())
                    + ", by "
                    + guess.why()
                    + ": "
                    + guess.surenessWord();
            case MISSING -> "not found";
          };
      rows.add(List.of(guess.field().flatName(), how));
    }
    lines.addAll(TextRows.lines(rows, -1));
  }

  private void settings() {
    List<ProposedSetting> settings = report.proposal().settings();
    if (settings.isEmpty()) {
      title("No setting is proposed");
      return;
    }
    title("Proposed settings");
    for (ProposedSetting setting : settings) {
      lines.add("  # " + setting.sureness() + ": " + printable(setting.why()));
      lines.add("  " + setting.exportLine());
    }
    lines.add("");
    lines.add("  the same for an .env file:");
    settings.forEach(setting -> lines.add("  " + setting.envLine()));
  }

  private void outcome() {
    boolean both = !report.proposal().settings().isEmpty();
    TrialOutcome before = report.before();
    TrialOutcome after = report.after();
    title("What becomes of the records");
    lines.addAll(TextRows.lines(OutcomeRows.of(before, after, both), 1));
  }

  private void advice() {
    List<String> advice = report.proposal().advice();
    if (!advice.isEmpty()) {
      title("What no setting mends");
      advice.forEach(sentence -> lines.add("  - " + printable(sentence)));
    }
  }

  private void next() {
    List<ProposedSetting> settings = report.proposal().settings();
    if (settings.isEmpty()) {
      return;
    }
    title("Next");
    lines.add(
        "  1. Put the settings where ./scout up or the worker reads them (its environment; .env"
            + " beside docker-compose.yml), and start it again.");
    boolean reading =
        settings.stream().anyMatch(setting -> setting.acts() == ProposedSetting.Acts.READING);
    boolean refused = report.present().stream().anyMatch(sample -> sample.refusal() != null);
    int step = 2;
    if (reading || refused) {
      lines.add(
          "  " + step + ". What was taken already: ./scout reprocess KEY, which reads it again.");
      step++;
    }
    if (settings.stream().anyMatch(setting -> setting.acts() == ProposedSetting.Acts.SILVER)) {
      lines.add(
          "  " + step + ". ./scout rebuild silver, which puts them in force for all of silver.");
      step++;
    }
    lines.add("  " + step + ". ./scout file KEY shows transactions and lost.");
  }

  private void title(String text) {
    lines.add("");
    lines.add(text);
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String printable(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? "\ufffd" : Character.toString(c))
        .collect(Collectors.joining());
  }
}
