package scout.activities.losses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.models.RecordKey;

/**
 * A field that a device may stop sending.
 *
 * @param name as the ledger counts it; of a child table with the table's name before it
 * @param paths where it is found in a record; of a child table where its list is
 * @param counted false while the ledger hasn't counted it in every file: only trouble that is known
 *     goes on
 */
public record JudgedField(String name, List<String> paths, boolean counted) {
  public JudgedField {
    paths = List.copyOf(paths);
  }

  /**
   * Returns Scout's own fields, and those that the source declares. A key of several fields is none
   * that a device sends.
   */
  static List<JudgedField> all(FieldPaths paths, RecordKey key, List<JudgedField> declared) {
    List<JudgedField> all = new ArrayList<>();
    Arrays.stream(PayloadField.values())
        .filter(field -> field != PayloadField.TRANSACTION_ID || !key.composed())
        .forEach(field -> all.add(new JudgedField(field.flatName(), paths.of(field), true)));
    all.addAll(declared);
    return List.copyOf(all);
  }
}
