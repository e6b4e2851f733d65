package scout.activities.models;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;
import scout.models.ModelPlaces;
import scout.models.ModelReaders;

/**
 * A model that an application computes beside its table, in a table of its own.
 *
 * @param model as it is declared
 * @param places where its rows and those of its inputs are
 * @param inputColumns see {@link ModelInForce}
 * @param readers the models beside that read it there
 * @param application which application it is of
 * @param written true once its rows are in its table
 * @param problem why it can't be computed; null if nothing is known
 * @param slices how many there were when it began
 */
public record BesideModel(
    JudgedModel model,
    ModelPlaces places,
    Set<String> inputColumns,
    ModelReaders readers,
    String application,
    boolean written,
    String problem,
    long slices) {
  private static final String BESIDE = "next_";

  public BesideModel {
    inputColumns = Set.copyOf(inputColumns);
  }

  /** The name of the table beside a table. */
  public static String beside(String table) {
    return BESIDE + table;
  }

  static BesideModel of(ModelInForce row, long slices) {
    ModelDeclaration held = row.model().declaration();
    List<String> inputs = row.model().inputs();
    Map<String, String> places =
        new HashMap<>(
            inputs.stream().collect(Collectors.toMap(BesideModel::own, Function.identity())));
    places.put(own(held.table()), held.table());
    return new BesideModel(
        new JudgedModel(
            held.named(own(held.table())),
            row.model().columns(),
            inputs.stream().map(BesideModel::own).toList(),
            row.model().reads().stream().map(BesideModel::own).collect(Collectors.toSet())),
        new ModelPlaces(places),
        row.inputColumns().stream().map(BesideModel::own).collect(Collectors.toSet()),
        row.readers(),
        held.about(),
        row.built(),
        row.problem(),
        slices);
  }

  private static String own(String place) {
    return place.startsWith(BESIDE) ? place.substring(BESIDE.length()) : place;
  }

  /** The name of its own table, without schema. */
  public String table() {
    return model.declaration().table();
  }

  /** Where it is computed. */
  public String place() {
    return beside(table());
  }

  /** Returns true if its rows can be written into its own table. */
  public boolean good() {
    return problem == null;
  }
}
