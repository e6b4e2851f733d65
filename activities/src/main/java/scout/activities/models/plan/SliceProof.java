package scout.activities.models.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows by a plan that one slice of a model is made of that slice of its inputs: each scan of an
 * input holds the slice's columns equal to those of the due slice, or to those of a scan that does.
 * It believes nothing that the plan doesn't say, so some models are refused that would do.
 */
final class SliceProof {
  /** The alias of the one row that stands for the due slice. */
  static final String DUE = "scout_due";

  private static final Pattern EQUALITY =
      Pattern.compile(
          "\\(?\\(*([a-z_][\\w$]*|\"[^\"]+\")\\.([a-z_][\\w$]*)\\)*(?:::[a-z ]+)? = "
              + "\\(*([a-z_][\\w$]*|\"[^\"]+\")\\.([a-z_][\\w$]*)\\)*(?:::[a-z ]+)?\\)?");
  private static final Set<String> ROW_BY_ROW =
      Set.of(
          "Seq Scan",
          "Index Scan",
          "Index Only Scan",
          "Hash",
          "Sort",
          "Incremental Sort",
          "Materialize",
          "Memoize",
          "Nested Loop",
          "Hash Join",
          "Merge Join");
  private static final List<String> OF_SCAN = List.of("Filter", "Index Cond");
  private static final List<String> OF_JOIN = List.of("Hash Cond", "Merge Cond", "Join Filter");

  /** A column of a scan. */
  private record Column(String alias, String name) {}

  /** Holds the column if the other is held. */
  private record Link(Column column, Column other) {}

  /**
   * A scan of an input.
   *
   * @param input its table
   */
  private record Scan(String input, String alias) {}

  private final Map<String, Set<String>> slicesOf;
  private final List<Scan> scans = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  private SliceProof(Map<String, Set<String>> slicesOf) {
    this.slicesOf = slicesOf;
  }

  /**
   * The first scan that reads more than the due slice; empty if none does.
   *
   * @param plan of PostgreSQL, as JSON with all names qualified
   * @param slice the columns to be shown
   * @param slicesOf by which columns each input tells its changes; of others, all is told
   */
  static Optional<String> unshown(
      JsonNode plan, List<String> slice, Map<String, Set<String>> slicesOf) {
    SliceProof proof = new SliceProof(slicesOf);
    proof.read(plan);
    return proof.unshown(slice);
  }

  private void read(JsonNode node) {
    String relation = node.path("Relation Name").asText("");
    if (slicesOf.containsKey(relation) && node.path("Schema").asText("").startsWith("pg_temp")) {
      scans.add(new Scan(relation, node.path("Alias").asText()));
    }
    if (node.has("Alias")) {
      String alias = node.path("Alias").asText();
      for (String condition : OF_SCAN) {
        for (Column[] pair : equalities(node.path(condition).asText(""))) {
          hold(alias, pair[0], pair[1]);
          hold(alias, pair[1], pair[0]);
        }
      }
    }
    readJoin(node);
    node.path("Plans").forEach(this::read);
  }

  /** A scan's own condition restricts that scan alone. */
  private void hold(String alias, Column column, Column other) {
    if (column.alias.equals(alias)) {
      links.add(new Link(column, other));
    }
  }

  private void readJoin(JsonNode node) {
    if (!node.has("Join Type")) {
      return;
    }
    Set<String> outer = side(node, "Outer");
    Set<String> inner = side(node, "Inner");
    String type = node.path("Join Type").asText();
    for (String condition : OF_JOIN) {
      for (Column[] pair : equalities(node.path(condition).asText(""))) {
        join(type, outer, inner, pair[0], pair[1]);
        join(type, outer, inner, pair[1], pair[0]);
      }
    }
  }

  /** Rows without a partner count only on the side that a join keeps. */
  private void join(
      String type, Set<String> outer, Set<String> inner, Column column, Column other) {
    boolean dropsOuter =
        Set.of("Inner", "Semi", "Right", "Right Semi", "Right Anti").contains(type);
    boolean dropsInner = Set.of("Inner", "Left", "Semi", "Anti", "Right Semi").contains(type);
    if (outer.contains(column.alias) && inner.contains(other.alias) && dropsOuter
        || inner.contains(column.alias) && outer.contains(other.alias) && dropsInner) {
      links.add(new Link(column, other));
    }
  }

  private static Set<String> side(JsonNode join, String side) {
    Set<String> aliases = new HashSet<>();
    for (JsonNode child : join.path("Plans")) {
      if (child.path("Parent Relationship").asText().equals(side)) {
        addRowByRow(child, aliases);
      }
    }
    return aliases;
  }

  /**
   * The scans whose rows reach the join one by one. Behind a window, a limit or a group, a row that
   * the join drops may have counted already.
   */
  private static void addRowByRow(JsonNode node, Set<String> aliases) {
    if (!ROW_BY_ROW.contains(node.path("Node Type").asText())) {
      return;
    }
    if (node.has("Alias")) {
      aliases.add(node.path("Alias").asText());
    }
    for (JsonNode child : node.path("Plans")) {
      if (!child.path("Parent Relationship").asText().endsWith("Plan")) {
        addRowByRow(child, aliases);
      }
    }
  }

  /** The equalities that a condition demands, whatever else it demands. */
  private static List<Column[]> equalities(String condition) {
    List<Column[]> pairs = new ArrayList<>();
    for (String part : demands(condition)) {
      Matcher equality = EQUALITY.matcher(part);
      if (equality.matches()) {
        pairs.add(
            new Column[] {
              new Column(unquoted(equality.group(1)), equality.group(2)),
              new Column(unquoted(equality.group(3)), equality.group(4))
            });
      }
    }
    return pairs;
  }

  private static String unquoted(String name) {
    return name.replace("\"", "");
  }

  /** Splits at each AND outside of parentheses and quotes. */
  private static List<String> demands(String condition) {
    String text = condition.strip();
    int[] depths = depths(text);
    while (wrapped(text, depths)) {
      text = text.substring(1, text.length() - 1);
      depths = depths(text);
    }
    List<String> parts = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      if (depths[i] == 0 && text.startsWith(" AND ", i)) {
        parts.add(text.substring(begin, i));
        begin = i + " AND ".length();
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }

  private static boolean wrapped(String text, int[] depths) {
    return text.startsWith("(")
        && text.endsWith(")")
        && Arrays.stream(depths, 0, depths.length - 1).allMatch(depth -> depth > 0);
  }

  /** How deep the text is behind each of its characters; a quote counts as a parenthesis. */
  private static int[] depths(String text) {
    int[] depths = new int[text.length()];
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
      depths[i] = quote == 0 ? depth : depth + 1;
    }
    return depths;
  }

  private Optional<String> unshown(List<String> slice) {
    for (String column : slice) {
      Set<Column> held = new HashSet<>(Set.of(new Column(DUE, column)));
      Map<String, Scan> open = new HashMap<>();
      scans.forEach(scan -> open.put(scan.alias, scan));
      boolean more = true;
      while (more) {
        more = false;
        for (Link link : links) {
          if (held.contains(link.other)
              && link.column.name.equals(column)
              && held.add(link.column)) {
            open.remove(link.column.alias);
            more = true;
          }
        }
      }
      for (Scan scan : scans) {
        if (open.containsKey(scan.alias) && slicesOf.get(scan.input).contains(column)) {
          return Optional.of(
              scan.alias.equals(scan.input)
                  ? scan.input + " is read for other values of " + column + " too"
                  : scan.input
                      + " (as "
                      + scan.alias
                      + ") is read for other values of "
                      + column
                      + " too");
        }
      }
    }
    return Optional.empty();
  }
}
