package scout.schema.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table or view of a layer.
 *
 * @param name its name in the schema {@code scout}
 * @param layer the word of its layer: ledger, bronze, silver, gold or platinum
 * @param from the tables that it is computed from
 * @param rowsOf the table whose statistics tell its number of rows; empty for a view of many
 * @param sample a statement for some of its newest rows, by an index
 * @param freshness a statement for the time of its newest row, by an index
 * @param sql what computes it, for people; empty if a program writes it
 */
public record CatalogTable(
    String name,
    String layer,
    List<String> from,
    Optional<String> rowsOf,
    String sample,
    String freshness,
    Optional<String> sql) {
  /** The layers, from the files upwards. */
  public static final List<String> LAYERS =
      List.of("ledger", "bronze", "silver", "gold", "platinum");

  /** What each layer holds, for somebody who has never heard of layers. */
  private static final List<String> CONTENTS =
      List.of(
          "the files, and what became of each",
          "the records, as the devices wrote them",
          "the sales, each of them once",
          "totals of the sales, such as each store's day",
          "averages and trends, computed from the totals");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  public CatalogTable {
    from = List.copyOf(from);
    Objects.requireNonNull(rowsOf, "rowsOf");
    Objects.requireNonNull(sample, "sample");
    Objects.requireNonNull(freshness, "freshness");
    Objects.requireNonNull(sql, "sql");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + " is no name of a table");
    }
    if (!LAYERS.contains(layer)) {
      throw new IllegalArgumentException(name + " is in no layer: " + layer);
    }
  }

  /** What a layer holds, in a few plain words. */
  public static String contents(String layer) {
    return CONTENTS.get(LAYERS.indexOf(layer));
  }

  /** The same table, computed as the declared one is. */
  CatalogTable computedAs(CatalogTable declared) {
    return new CatalogTable(name, layer, declared.from, rowsOf, sample, freshness, declared.sql);
  }
}
