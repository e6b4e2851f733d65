package scout.local.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A proposal to load more of the files.
 *
 * @param guesses the place of each field
 * @param settings the proposed settings
 * @param advice problems that no setting solves, a sentence each
 */
record FitProposal(List<FieldGuess> guesses, List<ProposedSetting> settings, List<String> advice) {
  FitProposal {
    guesses = List.copyOf(guesses);
    settings = List.copyOf(settings);
    advice = List.copyOf(advice);
  }

  /** Returns the same with one more sentence of advice. */
  FitProposal with(String sentence) {
    List<String> more = new ArrayList<>(advice);
    more.add(sentence);
    return new FitProposal(guesses, settings, more);
  }

  /** Returns these environment variables with the proposed settings in them. */
  Map<String, String> over(Map<String, String> environment) {
    Map<String, String> both = new LinkedHashMap<>(environment);
    settings.forEach(setting -> both.put(setting.name(), setting.value()));
    return both;
  }
}
