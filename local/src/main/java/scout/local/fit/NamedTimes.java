package scout.local.fit;

import java.util.BitSet;
import java.util.List;
import scout.activities.fields.PayloadField;

/** Finds where records say by a name when a sale was, whether Scout can read it or not. */
final class NamedTimes {
  private static final double NAMED = 0.8;

  private NamedTimes() {}

  /** Returns the fields of such a name that hold a value or a list in some record. */
  static List<ScannedField> of(FieldScan scan) {
    return scan.fields().stream()
        .filter(field -> !field.ofPage() && !field.path().contains("[]."))
        .filter(field -> isList(field) || !field.filled().isEmpty())
        .filter(field -> name(field) >= NAMED)
        .toList();
  }

  /** Returns whether one of these records holds such a value or list. */
  static boolean among(FieldScan scan, BitSet records) {
    return of(scan).stream()
        .anyMatch(
            field ->
                isList(field) ? field.presentAmong(records) : field.filled().intersects(records));
  }

  static boolean isList(ScannedField field) {
    return field.path().endsWith("[]");
  }

  private static double name(ScannedField field) {
    return FieldWords.scores(field.path().replace("[]", "")).get(PayloadField.TIMESTAMP);
  }
}
