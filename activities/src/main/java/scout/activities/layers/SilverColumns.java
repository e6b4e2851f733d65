package scout.activities.layers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import scout.schema.SqlFile;

/** Fills the names of silver's columns into its statements, see {@code silver_columns.sql}. */
final class SilverColumns {
  private static final SqlFile LISTS =
      SqlFile.load(SilverColumns.class, "/scout/schema/layers/silver_columns.sql");
  private static final Pattern PLACE =
      Pattern.compile(
          "\\{(columns|ranked|compared|written)(?: of (\\w+))?(?: but ([\\w,\\s]+))?\\}");
  private static final Pattern COMMA = Pattern.compile(",\\s*");

  private final List<String> own;

  /**
   * @param own silver's own columns, which each list has too, quoted
   */
  SilverColumns(List<String> own) {
    this.own = own;
  }

  /** Loads one of the files of silver, with the names filled in, without own columns. */
  static SqlFile sql(String name) {
    return new SilverColumns(List.of()).of(name);
  }

  /** Loads one of the files of silver, with the names filled in. */
  SqlFile of(String name) {
    Map<String, List<String>> lists =
        LISTS.all().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, list -> with(list.getValue())));
    return SqlFile.load(SilverColumns.class, "/scout/schema/layers/" + name + ".sql")
        .filled(statement -> columns(statement, lists));
  }

  private List<String> with(String list) {
    return Stream.concat(names(list).stream(), own.stream()).toList();
  }

  /**
   * Returns the statement with each place filled in; throws IllegalArgumentException if one leaves
   * out a column that its list doesn't have.
   */
  static String fill(String statement) {
    return columns(
        statement,
        LISTS.all().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, list -> names(list.getValue()))));
  }

  /** The same with these lists of names. */
  static String columns(String statement, Map<String, List<String>> lists) {
    return PLACE
        .matcher(statement)
        .replaceAll(place -> Matcher.quoteReplacement(list(place, lists)));
  }

  private static String list(MatchResult place, Map<String, List<String>> lists) {
    List<String> all = lists.get(place.group(1));
    if (all == null) {
      return place.group();
    }
    List<String> but =
        Optional.ofNullable(place.group(3)).map(SilverColumns::names).orElse(List.of());
    if (!all.containsAll(but)) {
      throw new IllegalArgumentException("Silver has not all of the columns of " + place.group());
    }
    String alias = place.group(2) == null ? "" : place.group(2) + ".";
    return all.stream()
        .filter(name -> !but.contains(name))
        .map(alias::concat)
        .collect(Collectors.joining(", "));
  }

  private static List<String> names(String list) {
    return COMMA.splitAsStream(list).toList();
  }
}
