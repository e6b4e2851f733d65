package scout.models;

import java.util.Map;

/**
 * Where the tables of a model stand: its own, and those that it reads.
 *
 * @param others the tables of Scout's schema that stand there under another name, by their own
 */
public record ModelPlaces(Map<String, String> others) {
  /** Each under its own name. */
  static final ModelPlaces USUAL = new ModelPlaces(Map.of());

  public ModelPlaces {
    others = Map.copyOf(others);
  }

  /** Where a table stands, as SQL. */
  String of(String table) {
    return SqlName.table(others.getOrDefault(table, table));
  }

  /** Where a model's own table stands, as SQL. */
  String of(JudgedModel model) {
    return of(model.declaration().table());
  }
}
