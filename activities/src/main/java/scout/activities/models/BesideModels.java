package scout.activities.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;
import scout.models.SqlName;
import scout.schema.SqlFile;
import scout.schema.StoredJson;

/**
 * The models that an application computes beside their tables. Each is a reader of its inputs like
 * any other: what there is waits in its queue from the beginning, and what changes meanwhile comes
 * behind it.
 */
public final class BesideModels {
  static final SqlFile SQL = SqlFile.load(BesideModels.class, "/scout/schema/models/beside.sql");

  private BesideModels() {}

  /** Drops what an application has left beside. */
  public static void dropAll(Handle handle) {
    for (String place : handle.createQuery(SQL.get("names")).mapTo(String.class).list()) {
      drop(handle, place);
    }
  }

  /**
   * @param place with the prefix of tables beside
   */
  static void drop(Handle handle, String place) {
    handle.createUpdate(SQL.get("forget")).bind("place", place).execute();
    handle
        .createQuery(SQL.get("drop_table"))
        .bind("name", place.substring(BesideModel.beside("").length()))
        .mapToMap()
        .list();
  }

  /** Makes an empty table beside another, in the form that the other will have. */
  public static void makeTable(
      Handle handle, String table, String columns, List<String> grain, List<String> slice) {
    handle
        .createQuery(SQL.get("make_table"))
        .bind("name", table)
        .bind("columns", columns)
        .bindArray("grain", String.class, grain)
        .bindArray("slice", String.class, slice)
        .mapToMap()
        .list();
  }

  /**
   * Makes the table beside a model's, and queues all that has to be computed. The caller holds all
   * layers, so that no batch under way misses the new reader.
   *
   * @param application which one it is of
   * @param beside the inputs whose rows are beside too
   * @param whole true if its rows can't be told from its inputs' slices
   */
  public static void begin(
      Handle handle,
      String application,
      JudgedModel model,
      int position,
      Set<String> beside,
      boolean whole) {
    ModelDeclaration declared = model.declaration();
    String place = BesideModel.beside(declared.table());
    makeTable(
        handle,
        declared.table(),
        StoredJson.write(model.columns()),
        declared.grain(),
        declared.slice());
    UnaryOperator<String> placed =
        name -> beside.contains(name.replaceFirst("\\..*", "")) ? BesideModel.beside(name) : name;
    List<String> inputs = model.inputs().stream().map(placed).toList();
    handle
        .createUpdate(SQL.get("register"))
        .bind("place", place)
        .bind("layer", declared.layer())
        .bind("position", position)
        .bind("about", application)
        .bindArray("grain", String.class, declared.grain())
        .bindArray("slice", String.class, declared.slice())
        .bind("looks_back", declared.looksBack())
        .bind("every", declared.every().orElse(Duration.ZERO).toString())
        .bind("query", declared.query())
        .bindArray("inputs", String.class, inputs)
        .bindArray("reads", String.class, model.reads().stream().map(placed).toList())
        .bind("columns", StoredJson.write(model.columns()))
        .bind("checks", StoredJson.write(declared.checks()))
        .execute();
    List<String> sources = whole ? List.of() : sources(handle, declared.slice(), inputs);
    if (sources.isEmpty()) {
      handle.createUpdate(SQL.get("queue_all")).bind("place", place).execute();
    } else {
      handle.createUpdate(queueSlices(declared.slice(), sources)).bind("place", place).execute();
    }
    handle.createUpdate(SQL.get("count_slices")).bind("place", place).execute();
  }

  /** The inputs that say of each row in which slice it is. */
  private static List<String> sources(Handle handle, List<String> slice, List<String> inputs) {
    Map<String, Set<String>> columns = columns(handle, inputs);
    return slice.isEmpty()
        ? List.of()
        : inputs.stream()
            .filter(input -> columns.getOrDefault(input, Set.of()).containsAll(slice))
            .toList();
  }

  /** Which of the columns that make slices each table has. */
  static Map<String, Set<String>> columns(Handle handle, List<String> tables) {
    return handle
        .createQuery(SQL.get("input_columns"))
        .bindArray("inputs", String.class, tables)
        .map((row, context) -> Map.entry(row.getString("input"), row.getString("name")))
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(HashSet::new))));
  }

  private static String queueSlices(List<String> slice, List<String> sources) {
    List<String> each = new ArrayList<>();
    for (String source : sources) {
      each.add(
          "SELECT "
              + column(slice, "store_id", "text")
              + ", "
              + column(slice, "transaction_date", "date")
              + " FROM "
              + SqlName.table(source));
    }
    return "INSERT INTO scout.model_outbox (reader, store_id, transaction_date)"
        + " SELECT DISTINCT :place, store_id, transaction_date FROM ("
        + String.join(" UNION ALL ", each)
        + ") s ORDER BY 2, 3";
  }

  private static String column(List<String> slice, String name, String type) {
    return (slice.contains(name) ? name : "NULL::" + type) + " AS " + name;
  }
}
