package scout.local.fit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds a field's values in a scan by its guess. */
final class FieldPlaces {
  private FieldPlaces() {}

  /** Returns the fields at the guess's paths, and at the accepted variant of a name. */
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
