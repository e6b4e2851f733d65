package scout.activities.models.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query uses, read from the tree that PostgreSQL keeps of a view ({@code
 * pg_rewrite.ev_action}). {@code pg_depend} doesn't list what PostgreSQL itself brings.
 *
 * @param nodes the kinds of its nodes, such as {@code SQLVALUEFUNCTION}, and {@link #WHOLE_ROW}
 * @param relations the oids of the tables and views that it reads
 * @param functions the oids of what it calls, those of operators and aggregates too
 * @param textCasts the oids of the types that it makes from or by text
 */
record QueryTree(Set<String> nodes, Set<Long> relations, Set<Long> functions, Set<Long> textCasts) {
  /** A variable that stands for all columns of a table. */
  static final String WHOLE_ROW = "whole row";

  /** Braces and blanks of names are escaped, so these tokens are the tree's own. */
  private static final Pattern TOKEN =
      Pattern.compile("(?<!\\\\)\\{([A-Z_]+)|(?<!\\\\)(\\})|:([a-z_]+) ([0-9]+)(?![0-9.])");

  private static final Set<String> CALLS =
      Set.of("funcid", "opfuncid", "aggfnoid", "winfnoid", "tsmhandler");

  static QueryTree read(String tree) {
    QueryTree found =
        new QueryTree(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    Deque<String> within = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(tree);
    while (token.find()) {
      if (token.group(1) != null) {
        within.push(token.group(1));
        found.nodes.add(token.group(1));
      } else if (token.group(2) != null) {
        within.poll();
      } else {
        found.add(within.peek(), token.group(3), Long.parseLong(token.group(4)));
      }
    }
    return found;
  }

  private void add(String node, String field, long oid) {
    if (oid == 0) {
      if (field.equals("varattno") && "VAR".equals(node)) {
        nodes.add(WHOLE_ROW);
      }
      return;
    }
    if (CALLS.contains(field)) {
      functions.add(oid);
    } else if (field.equals("relid")) {
      relations.add(oid);
    } else if (field.equals("resulttype") && "COERCEVIAIO".equals(node)) {
      textCasts.add(oid);
    }
  }
}
