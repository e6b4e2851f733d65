package scout.local.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.activities.ingest.IngestSettings;
import scout.activities.parse.DamageCode;
import scout.activities.parse.RejectCode;
import scout.settings.PathText;
import scout.settings.SettingCatalog;

/** Proposes the settings that take effect when a file is read, by trying them. */
final class ReadingProposals {
  private static final String RECORDS_AT = SettingCatalog.RECORDS_AT.name();
  private static final String DELIMITER = SettingCatalog.CSV_DELIMITER.name();
  private static final String SHORT_ROWS = SettingCatalog.CSV_SHORT_ROWS.name();
  private static final Map<String, String> DELIMITERS =
      Map.of(";", "semicolons", ",", "commas", "tab", "tabs", "|", "pipes");
  private static final int FEWEST_SHORT = 2;

  private final List<SampleInput> inputs;
  private final Map<String, String> environment;
  private final List<ProposedSetting> proposed = new ArrayList<>();

  private ReadingProposals(List<SampleInput> inputs, Map<String, String> environment) {
    this.inputs = inputs;
    this.environment = new LinkedHashMap<>(environment);
  }

  /**
   * Returns the settings with which the inputs give more records.
   *
   * @param environment the present settings
   * @param present the results with these
   */
  static List<ProposedSetting> of(
      List<SampleInput> inputs, Map<String, String> environment, List<ReadSample> present)
      throws IOException {
    ReadingProposals proposals = new ReadingProposals(inputs, environment);
    proposals.recordsAt(present);
    proposals.delimiter(present);
    proposals.shortRows(proposals.read(proposals.environment));
    return proposals.proposed;
  }

  private List<ReadSample> read(Map<String, String> settings) throws IOException {
    return SampleReader.readAll(inputs, IngestSettings.of(FileFitting.settings(settings)));
  }

  private void recordsAt(List<ReadSample> present) throws IOException {
    if (environment.containsKey(RECORDS_AT)) {
      return;
    }
    RecordsAt looking =
        new RecordsAt(IngestSettings.of(FileFitting.settings(environment)).reading().paths());
    for (ReadSample sample : present) {
      RecordsAt.Place place =
          DamageCode.NOT_RECORDS.name().equals(sample.refusal())
              ? looking.inFile(sample.input())
              : looking.inRecords(sample.records());
      if (place != null
          && PathText.canHold(place.path())
          && givesOthers(sample, PathText.of(place.path()))) {
        String why =
            place.path().equals("*")
                ? "each member of the file's object looks like a sale"
                : "what lies there looks like sales";
        if (!place.others().isEmpty()) {
          why += "; what lies at " + String.join(", ", place.others()) + " would be left out";
        }
        add(
            new ProposedSetting(
                RECORDS_AT,
                PathText.of(place.path()),
                "likely",
                why,
                ProposedSetting.Acts.READING));
        return;
      }
    }
  }

  /**
   * Tests whether a path changes the records: the parser may find the place by itself, or refuse
   * it.
   */
  private boolean givesOthers(ReadSample before, String path) throws IOException {
    Map<String, String> tried = new LinkedHashMap<>(environment);
    tried.put(RECORDS_AT, path);
    ReadSample after =
        SampleReader.readAll(
                List.of(before.input()), IngestSettings.of(FileFitting.settings(tried)))
            .get(0);
    return !after.records().isEmpty()
        && (before.records().isEmpty()
            || !before.records().get(0).json().equals(after.records().get(0).json()));
  }

  private void delimiter(List<ReadSample> present) throws IOException {
    boolean tie =
        present.stream()
            .anyMatch(sample -> DamageCode.CSV_DELIMITER.name().equals(sample.refusal()));
    if (!tie || environment.containsKey(DELIMITER)) {
      return;
    }
    String best = null;
    double most = 0;
    for (String delimiter : DELIMITERS.keySet()) {
      Map<String, String> tried = new LinkedHashMap<>(environment);
      tried.put(DELIMITER, delimiter);
      double score = score(read(tried));
      if (score > most) {
        most = score;
        best = delimiter;
      }
    }
    if (best != null) {
      String why = DELIMITERS.get(best) + " part the header into the most names that fit";
      add(new ProposedSetting(DELIMITER, best, "likely", why, ProposedSetting.Acts.READING));
    }
  }

  private static double score(List<ReadSample> samples) {
    SampleFields fields = SampleFields.of(samples);
    double score = 0;
    for (FieldGuess guess :
        FieldGuesser.guess(fields.scan(), FieldPaths.defaults(), fields.files())) {
      score += guess.how() == FieldGuess.How.MISSING ? 0 : guess.sureness();
      score += guess.field() == PayloadField.TRANSACTION_ID ? 0.01 : 0;
    }
    return fields.scan().records() == 0 ? 0 : score;
  }

  private void shortRows(List<ReadSample> samples) throws IOException {
    if (environment.containsKey(SHORT_ROWS) || fieldCounts(samples) < FEWEST_SHORT) {
      return;
    }
    Map<String, String> tried = new LinkedHashMap<>(environment);
    tried.put(SHORT_ROWS, "fill");
    List<ReadSample> after = read(tried);
    long filled = fieldCounts(samples) - fieldCounts(after);
    if (filled >= FEWEST_SHORT && holdMostFields(samples, after)) {
      String why = filled + " rows lack fields at their end alone";
      add(new ProposedSetting(SHORT_ROWS, "fill", "likely", why, ProposedSetting.Acts.READING));
    }
  }

  /**
   * Returns whether the filled rows are rows of the table: a footer or a remark is nearly blank.
   */
  private static boolean holdMostFields(List<ReadSample> before, List<ReadSample> after) {
    Set<String> whole = new HashSet<>();
    before.forEach(sample -> sample.records().forEach(record -> whole.add(record.json())));
    long filled = 0;
    long good = 0;
    for (ReadSample sample : after) {
      for (SampleRecord record : sample.records()) {
        if (!whole.contains(record.json())) {
          filled++;
          good += holdsMostFields(record.tree()) ? 1 : 0;
        }
      }
    }
    return good > 0 && 2 * good >= filled;
  }

  private static boolean holdsMostFields(JsonNode row) {
    int blank = 0;
    for (JsonNode cell : row) {
      blank += cell.asText().isBlank() ? 1 : 0;
    }
    return 2 * blank <= row.size();
  }

  private static long fieldCounts(List<ReadSample> samples) {
    return samples.stream()
        .mapToLong(sample -> sample.rejects().getOrDefault(RejectCode.CSV_FIELD_COUNT.name(), 0L))
        .sum();
  }

  private void add(ProposedSetting setting) {
    proposed.add(setting);
    environment.put(setting.name(), setting.value());
  }
}
