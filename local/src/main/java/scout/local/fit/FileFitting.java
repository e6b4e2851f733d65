package scout.local.fit;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import scout.activities.fields.FieldPaths;
import scout.activities.layers.LayerSettings;
import scout.settings.PathText;
import scout.settings.Settings;

/** Examines inputs, proposes settings, and tries the present and the proposed ones. */
final class FileFitting {
  private final Map<String, String> environment;
  private final TypingTrial trial;

  /**
   * @param environment the present settings by name
   * @param trial runs silver's SQL
   */
  FileFitting(Map<String, String> environment, TypingTrial trial) {
    this.environment = Map.copyOf(environment);
    this.trial = trial;
  }

  static Settings settings(Map<String, String> environment) {
    return new Settings(environment);
  }

  /** Examines all inputs together, for one proposal. */
  FitReport look(List<SampleInput> inputs) throws IOException {
    List<ReadSample> present = read(inputs, environment);
    TrialOutcome before = trial(present, environment);
    List<ProposedSetting> settings =
        new ArrayList<>(ReadingProposals.of(inputs, environment, present));
    FitProposal reading = new FitProposal(List.of(), settings, List.of());
    List<ReadSample> readable =
        settings.isEmpty() ? present : read(inputs, reading.over(environment));
    SampleFields fields = SampleFields.of(readable);
    FitProposal proposal = propose(fields, settings, readable);
    Map<String, String> tried = proposal.over(environment);
    List<ReadSample> proposed = tried.equals(environment) ? present : read(inputs, tried);
    TrialOutcome after = tried.equals(environment) ? before : trial(proposed, tried);
    if (after.transactions() < before.transactions()) {
      proposal = new FitProposal(proposal.guesses(), List.of(), proposal.advice());
      proposed = present;
      after = before;
    }
    for (Optional<String> advice : List.of(FitAdvice.ofSharedIds(after), FitAdvice.ofKey(after))) {
      proposal = advice.map(proposal::with).orElse(proposal);
    }
    List<FileShape> shapes = new ArrayList<>();
    for (ReadSample sample : proposed) {
      shapes.add(FileShape.of(sample));
    }
    return new FitReport(
        present, proposed, shapes, fields.scan(), proposal, before, after, ofReading());
  }

  private FitProposal propose(
      SampleFields fields, List<ProposedSetting> settings, List<ReadSample> samples) {
    FieldScan scan = fields.scan();
    FieldPaths paths = trial.reading(settings(environment)).reading().paths();
    List<FieldGuess> guesses = FieldGuesser.guess(scan, paths, fields.files());
    List<ProposedSetting> all = new ArrayList<>(settings);
    for (FieldGuess guess : guesses) {
      if (guess.how() == FieldGuess.How.PROPOSED) {
        all.add(
            new ProposedSetting(
                guess.field().setting(),
                PathText.of(guess.paths()),
                guess.surenessWord(),
                "by " + guess.why(),
                ProposedSetting.Acts.SILVER));
      }
    }
    boolean commaIsRead =
        samples.stream().allMatch(sample -> sample.note("delimiter").asText().equals(";"));
    all.addAll(ValueProposals.of(scan, guesses, environment, commaIsRead, Instant.now()));
    boolean timeOfUpload =
        new FitProposal(guesses, all, List.of())
            .over(environment)
            .getOrDefault(ValueProposals.TIME_FALLBACK, "none")
            .equals("uploaded_at");
    return new FitProposal(guesses, all, FitAdvice.of(scan, guesses, timeOfUpload));
  }

  private List<ReadSample> read(List<SampleInput> inputs, Map<String, String> environment)
      throws IOException {
    return SampleReader.readAll(inputs, trial.reading(settings(environment)));
  }

  private TrialOutcome trial(List<ReadSample> samples, Map<String, String> environment) {
    return trial.run(samples, LayerSettings.from(settings(environment)));
  }

  private Map<String, String> ofReading() {
    Map<String, String> found = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.matches(
              "SCOUT_(PATHS_.*|RECORDS_AT|CSV_.*|NULLS|DECIMAL|MAX_AGE|TIME_FALLBACK|TIMEZONE"
                  + "|DEFAULT_CURRENCY)")) {
            found.put(name, value);
          }
        });
    return new LinkedHashMap<>(found);
  }
}
