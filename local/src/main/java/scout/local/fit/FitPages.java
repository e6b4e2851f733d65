package scout.local.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report, as text for people and as values for JSON. */
public final class FitPages {
  private final FitReport report;

  FitPages(FitReport report) {
    this.report = report;
  }

  /** Returns the lines for a terminal. */
  public List<String> lines() {
    return new FitText(report).lines();
  }

  /** Returns the declaration that the samples propose. */
  public String declaration() {
    return DeclarationText.of(report);
  }

  /** Returns one object of maps, lists, texts and numbers. */
  public Map<String, Object> values() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("files", files());
    all.put("fields", fields());
    all.put("guesses", report.proposal().guesses().stream().map(FitPages::guess).toList());
    all.put("settings", report.proposal().settings().stream().map(FitPages::setting).toList());
    all.put("present", outcome(report.before()));
    all.put("proposed", outcome(report.after()));
    all.put("advice", report.proposal().advice());
    return all;
  }

  private List<Map<String, Object>> files() {
    List<Map<String, Object>> files = new ArrayList<>();
    for (int i = 0; i < report.proposed().size(); i++) {
      ReadSample sample = report.proposed().get(i);
      FileShape shape = report.shapes().get(i);
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("name", sample.input().name());
      file.put("size_bytes", sample.input().sizeBytes());
      file.put("cut", sample.cut());
      file.put("encoding", shape.encoding());
      file.put("compression", shape.packing());
      file.put("framing", shape.framing());
      file.put("delimiter", shape.delimiter());
      file.put("dialect", sample.dialect());
      file.put("read", sample.read());
      file.put("loaded", sample.loaded());
      file.put("rejected", sample.rejected());
      file.put("code", sample.refusal());
      file.put("reason", sample.message());
      file.put("present_code", report.present().get(i).refusal());
      files.add(file);
    }
    return files;
  }

  private List<Map<String, Object>> fields() {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (ScannedField field : report.fields().fields()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("path", field.path());
      values.put("of_page", field.ofPage());
      values.put("types", field.types());
      values.put("present_in", field.presentIn());
      values.put("filled_in", field.filled().cardinality());
      values.put("of_records", report.fields().records());
      values.put("examples", field.examples());
      fields.add(values);
    }
    return fields;
  }

  private static Map<String, Object> guess(FieldGuess guess) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("field", guess.field().flatName());
    values.put("how", guess.how().name().toLowerCase(java.util.Locale.ROOT));
    values.put("seen", guess.seen());
    values.put("paths", guess.paths());
    values.put("sureness", Math.round(guess.sureness() * 100) / 100.0);
    return values;
  }

  private static Map<String, Object> setting(ProposedSetting setting) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", setting.name());
    values.put("value", setting.value());
    values.put("sureness", setting.sureness());
    values.put("why", setting.why());
    values.put("acts", setting.acts().name().toLowerCase(java.util.Locale.ROOT));
    return values;
  }

  private static Map<String, Object> outcome(TrialOutcome outcome) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("read", outcome.read());
    values.put("rejected", outcome.rejected());
    values.put("loaded", outcome.loaded());
    values.put("tried", outcome.typed());
    values.put("transactions", outcome.transactions());
    values.put("lost", outcome.lost());
    values.put("unkeyed", outcome.unkeyed());
    values.put("rejected_by_silver", outcome.rejectedBySilver());
    values.put("overridden", outcome.overridden());
    values.put("refused_files", outcome.refusedFiles());
    values.put("codes", outcome.codes());
    values.put("field_nulls", outcome.lacking());
    return values;
  }
}
