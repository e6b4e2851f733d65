package scout.activities.layers;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scout.schema.SqlFile;

/** Fills the names of silver's columns into its statements, see {@code silver_columns.sql}. */
final class SilverColumns {
  private static final SqlFile LISTS =
      SqlFile.load(SilverColumns.class, "/scout/schema/layers/silver_columns.sql");
  private static final Pattern PLACE =
      Pattern.compile("\\{(columns|ranked|compared)(?: of (\\w+))?(?: but ([\\w,\\s]+))?\\}");
  private static final Pattern COMMA = Pattern.compile(",\\s*");

  private SilverColumns() {}

  /** Loads one of the files of silver, with the names filled in. */
  static SqlFile sql(String name) {
    return SqlFile.load(SilverColumns.class, "/scout/schema/layers/" + name + ".sql")
        .filled(SilverColumns::fill);
  }

  /**
   * Returns the statement with each place filled in; throws IllegalArgumentException if one leaves
   * out a column that its list doesn't have.
   */
  static String fill(String statement) {
    return PLACE.matcher(statement).replaceAll(SilverColumns::list);
  }

  private static String list(MatchResult place) {
    List<String> all = names(LISTS.get(place.group(1)));
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
