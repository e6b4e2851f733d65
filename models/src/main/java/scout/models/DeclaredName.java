package scout.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a declaration may give to tables and columns. */
final class DeclaredName {
  static final int LONGEST_TABLE = 48;
  private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** What Scout ships under the prefixes of declared tables, and nobody can declare. */
  private static final Set<String> USED =
      Set.of("gold_outbox", "gold_lineage", "platinum_store_features_latest", "platinum_outbox");

  private static final Map<String, List<String>> PREFIXES =
      Map.of(".sql", List.of("gold_", "platinum_"), ".csv", List.of("ref_"));

  private DeclaredName() {}

  /** The table that a file of this name declares: the name without its ending. */
  static String table(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }

  /** Why a file can't declare a table under its name; empty if it can. */
  static Optional<DeclarationProblem> problem(String file) {
    String ending = file.substring(file.lastIndexOf('.'));
    List<String> prefixes = PREFIXES.get(ending);
    String table = table(file);
    String begins = String.join(" or ", prefixes);
    if (!TABLE.matcher(table).matches()
        || table.length() > LONGEST_TABLE
        || prefixes.stream().noneMatch(p -> table.startsWith(p) && table.length() > p.length())) {
      return Optional.of(
          new DeclarationProblem(
              file,
              0,
              "TABLE_NAME",
              "No table can have the name of this file.",
              "Name it "
                  + begins
                  + " and at most "
                  + LONGEST_TABLE
                  + " lower-case letters, digits and _ in all, then "
                  + ending
                  + "."));
    }
    return USED.contains(table)
        ? Optional.of(
            new DeclarationProblem(
                file,
                0,
                "TABLE_NAME_USED",
                "Scout itself has a table or view " + table + ".",
                "Give the file another name."))
        : Optional.empty();
  }

  /** True if a declared table can have a column of this name. */
  static boolean isColumn(String name) {
    return COLUMN.matcher(name).matches() && !name.equals("last_updated");
  }
}
