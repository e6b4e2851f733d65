package scout.local.fit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a field's values lie in a scan, as its guess says. */
final class FieldPlaces {
  private FieldPlaces() {}

  /** Returns what is at each of the guess's paths, and at the name that is taken for one. */
  static List<ScannedField> of(FieldScan scan, FieldGuess guess) {
    Set<String> paths = new LinkedHashSet<>(guess.paths());
    if (guess.seen() != null) {
      paths.add(guess.seen());
    }
    Set<ScannedField> found = new LinkedHashSet<>();
    for (String path : paths) {
      scan.find(path).ifPresent(found::add);
      if (FoundFields.ofPage(guess.field())) {
        scan.findInPage(path).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }
}
