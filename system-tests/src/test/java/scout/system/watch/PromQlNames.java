package scout.system.watch;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The metrics that a PromQL expression asks for. */
final class PromQlNames {
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern LABELS =
      Pattern.compile(
          "\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w|\\s*\\()");
  private static final Pattern NUMBER = Pattern.compile("\\b\\d[\\w.]*");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring");

  private PromQlNames() {}

  static Set<String> of(String expression) {
    String bare = LABELS.matcher(TEXT.matcher(expression).replaceAll("")).replaceAll(" ");
    Set<String> names = new TreeSet<>();
    NAME.matcher(NUMBER.matcher(bare).replaceAll(" "))
        .results()
        .map(found -> found.group())
        .filter(name -> !WORDS.contains(name))
        .forEach(names::add);
    return names;
  }
}
