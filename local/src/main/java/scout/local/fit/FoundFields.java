package scout.local.fit;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.FoldedName;
import scout.activities.fields.PayloadField;

/**
 * The places where Scout finds each field by itself with some paths, so that no proposal is needed.
 */
final class FoundFields {
  private static final Set<PayloadField> OF_PAGE =
      Set.of(PayloadField.STORE_ID, PayloadField.DEVICE_ID, PayloadField.CURRENCY);

  private final FieldScan scan;
  private final FieldPaths paths;
  private final List<BitSet> files;
  private final Map<PayloadField, FieldGuess> guesses = new EnumMap<>(PayloadField.class);
  private final Map<PayloadField, BitSet> filled = new EnumMap<>(PayloadField.class);

  private FoundFields(FieldScan scan, FieldPaths paths, List<BitSet> files) {
    this.scan = scan;
    this.paths = paths;
    this.files = files;
  }

  /**
   * Finds all fields.
   *
   * @param files the numbers of the records of each file
   */
  static FoundFields of(FieldScan scan, FieldPaths paths, List<BitSet> files) {
    FoundFields found = new FoundFields(scan, paths, files);
    for (PayloadField field : PayloadField.values()) {
      found.look(field);
    }
    return found;
  }

  /** Returns whether a field may come from the records' page. */
  static boolean ofPage(PayloadField field) {
    return OF_PAGE.contains(field);
  }

  FieldGuess guess(PayloadField field) {
    return guesses.get(field);
  }

  /** Returns the numbers of the records in which a field has a value. */
  BitSet filled(PayloadField field) {
    return filled.get(field);
  }

  private void look(PayloadField field) {
    BitSet records = new BitSet();
    String seen = null;
    FieldGuess.How how = FieldGuess.How.MISSING;
    for (String path : paths.of(field)) {
      ScannedField exact = scan.find(path).orElse(null);
      if (exact != null && !exact.filled().isEmpty()) {
        records.or(exact.filled());
        seen = seen == null ? path : seen;
        how = FieldGuess.How.FOUND;
      }
    }
    for (BitSet file : files) {
      String name = foldedName(field, file);
      if (name != null) {
        BitSet read = (BitSet) scan.find(name).orElseThrow().filled().clone();
        read.and(file);
        records.or(read);
        if (seen == null) {
          seen = name;
          how = FieldGuess.How.FOLDED;
        }
      }
    }
    if (OF_PAGE.contains(field)) {
      for (ScannedField page : pages(field)) {
        records.or(page.filled());
        if (seen == null && !page.filled().isEmpty()) {
          seen = page.path();
          how = FieldGuess.How.PAGE;
        }
      }
    }
    filled.put(field, records);
    guesses.put(field, new FieldGuess(field, how, paths.of(field), seen, 1, ""));
  }

  /**
   * The only name of a file that is an accepted variant of the field's name; null if there is none.
   */
  private String foldedName(PayloadField field, BitSet file) {
    String found = null;
    for (String path : paths.of(field)) {
      if (scan.find(path).map(exact -> exact.presentAmong(file)).orElse(false)) {
        return null;
      }
    }
    for (String name : scan.topNames()) {
      boolean same =
          paths.of(field).stream()
              .filter(path -> !path.contains("."))
              .anyMatch(path -> FoldedName.of(path).equals(FoldedName.of(name)));
      if (same && scan.find(name).orElseThrow().presentAmong(file)) {
        if (found != null) {
          return null;
        }
        found = name;
      }
    }
    return found;
  }

  private List<ScannedField> pages(PayloadField field) {
    return scan.fields().stream()
        .filter(ScannedField::ofPage)
        .filter(
            page ->
                paths.of(field).stream()
                    .anyMatch(
                        path ->
                            path.equals(page.path())
                                || !page.path().contains(".")
                                    && FoldedName.of(path).equals(FoldedName.of(page.path()))))
        .toList();
  }
}
