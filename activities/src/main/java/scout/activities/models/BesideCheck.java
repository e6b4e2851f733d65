package scout.activities.models;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scout.activities.checks.QualityCheck;
import scout.models.ModelCheck;
import scout.models.SqlName;

/**
 * A check of a model that is computed beside its table, asked of the tables beside. They are given
 * by the names that the check knows, so PostgreSQL decides what is a table's name and what a text,
 * a column or another name. Only a name with its schema loses that first.
 */
final class BesideCheck {
  private static final Pattern END = Pattern.compile("[;\\s]+$");

  /** A text in quotes, one with backslashes, one between dollars, or a comment: it stays. */
  private static final String TEXT =
      "(?<![\\w$])[eE]'(?:[^'\\\\]|\\\\.|'')*'"
          + "|'(?:[^']|'')*'"
          + "|(?s:\\$(?<tag>\\w*)\\$.*?\\$\\k<tag>\\$)"
          + "|--[^\\n]*"
          + "|(?s:/\\*.*?\\*/)";

  private final Map<String, String> beside;

  /**
   * @param places where the model's own table and those that it reads stand
   */
  BesideCheck(Map<String, String> places) {
    this.beside = new TreeMap<>(places);
    beside.entrySet().removeIf(place -> place.getKey().equals(place.getValue()));
  }

  /** Returns the check as it has to be run. */
  QualityCheck of(String model, ModelCheck check) {
    return new QualityCheck(
        model + "." + check.name(), query(check.query()), null, "warning", true, false);
  }

  private String query(String query) {
    String given =
        beside.entrySet().stream()
            .map(
                place ->
                    SqlName.quote(place.getKey())
                        + " AS NOT MATERIALIZED (SELECT * FROM "
                        + SqlName.table(place.getValue())
                        + ")")
            .collect(Collectors.joining(", "));
    String bare = END.matcher(bare(query)).replaceAll("");
    return "WITH " + given + " SELECT * FROM (\n" + bare + "\n) \"CHECK\"";
  }

  /** The query without Scout's schema before the tables' names; a text in quotes stays. */
  private String bare(String query) {
    String names = beside.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    String name = "(?<name>\"(?:" + names + ")\"|(?i:" + names + "))(?![\\w$\"])";
    Matcher found =
        Pattern.compile(TEXT + "|(?<![\\w$\"])(?:(?i:scout)|\"scout\")\\s*\\.\\s*" + name)
            .matcher(query);
    StringBuilder bare = new StringBuilder();
    while (found.find()) {
      String table = found.group("name");
      found.appendReplacement(
          bare, Matcher.quoteReplacement(table == null ? found.group() : table));
    }
    return found.appendTail(bare).toString();
  }
}
