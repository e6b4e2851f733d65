package scout.models;

import java.util.List;
import java.util.Set;

/**
 * The statements of a model. Its text stays as it is written: it stands behind CTEs that give it
 * its inputs by their bare names, so it runs under an empty search_path.
 *
 * <p>What is due is in {@code pg_temp.model_due}, by store and day. Names in capitals belong to
 * these statements, since a declared column has none.
 */
public final class ModelSql {
  private final JudgedModel model;
  private final ModelPlaces places;

  /** The statements of this model, whose tables stand where they are declared. */
  public ModelSql(JudgedModel model) {
    this(model, ModelPlaces.USUAL);
  }

  /** The same with some tables in other places. */
  public ModelSql(JudgedModel model, ModelPlaces places) {
    this.model = model;
    this.places = places;
  }

  /** Its rows, computed from all rows of its inputs. */
  public String select() {
    ModelScope whole = ModelScope.whole(model, places);
    return (whole.ctes().isEmpty() ? "" : "WITH " + String.join(",\n", whole.ctes()) + "\n")
        + whole.computed();
  }

  /**
   * Computes all rows and writes what differs.
   *
   * @param readers who is told of what is written
   * @param first true to give the first changes too, for people
   */
  public String writeAll(ModelReaders readers, boolean first) {
    return new ModelMerge(model, places, readers).sql(ModelScope.whole(model, places), first);
  }

  /**
   * Computes the due slices and writes what differs.
   *
   * @param inputColumns the columns of inputs that tell their slices, as {@code input.column}; for
   *     a model that looks back
   * @param readers who is told of what is written
   * @param first true to give the first changes too, for people
   */
  public String writeDue(Set<String> inputColumns, ModelReaders readers, boolean first) {
    ModelScope scope =
        model.declaration().looksBack() > 0
            ? ReachedScope.of(model, places, inputColumns)
            : ModelScope.slices(model, places);
    return new ModelMerge(model, places, readers).sql(scope, first);
  }

  /**
   * Compares the table with what its SELECT gives over the whole: a row for each grain at which
   * they differ, with {@code subject} and {@code detail} for people.
   */
  public String differences() {
    return new ModelComparison(model).sql();
  }

  /**
   * Counts the slices that the table has, by its index and not beyond {@code :most}. Only for a
   * model with a slice.
   */
  public String countSlices() {
    String table = places.of(model);
    List<String> columns = model.declaration().slice();
    if (columns.size() == model.declaration().grain().size()) {
      return "SELECT count(*) FROM (SELECT FROM " + table + " LIMIT :most) counted";
    }
    String slice = ColumnList.of(columns);
    return "WITH RECURSIVE walk AS ((SELECT "
        + slice
        + " FROM "
        + table
        + " ORDER BY "
        + slice
        + " LIMIT 1) UNION ALL SELECT next.* FROM walk CROSS JOIN LATERAL (SELECT "
        + slice
        + " FROM "
        + table
        + " \"X\" WHERE ("
        + ColumnList.of("\"X\"", columns)
        + ") > ("
        + ColumnList.of("walk", columns)
        + ") ORDER BY "
        + slice
        + " LIMIT 1) next) SELECT count(*) FROM (SELECT FROM walk LIMIT :most) counted";
  }
}
