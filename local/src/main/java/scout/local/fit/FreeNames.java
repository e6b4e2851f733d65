package scout.local.fit;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of columns or tables, made of members' names, each given once. */
final class FreeNames {
  private final Set<String> taken;
  private final String beginning;
  private final int longest;

  private FreeNames(Collection<String> taken, String beginning, int longest) {
    this.taken = new HashSet<>(taken);
    this.beginning = beginning;
    this.longest = longest;
  }

  /**
   * @param taken names that a table has by itself
   */
  static FreeNames ofColumns(Collection<String> taken) {
    return new FreeNames(taken, "", 50);
  }

  /** Names of child tables. */
  static FreeNames ofTables() {
    return new FreeNames(
        Set.of("silver_edge_transactions", "silver_superseded"), "silver_transaction_", 48);
  }

  /** Returns the last member's name, or the whole path's where that is taken, or a number more. */
  String take(String member, String path) {
    String last = beginning + snake(member);
    String wanted = taken.contains(last) ? beginning + snake(path.replace('.', '_')) : last;
    String stem = wanted.substring(0, Math.min(wanted.length(), longest - 3));
    String name = wanted.length() > longest ? stem : wanted;
    for (int n = 2; !taken.add(name); n++) {
      name = stem + "_" + n;
    }
    return name;
  }

  private static String snake(String text) {
    String name =
        text.replaceAll("(?<=[\\p{Ll}0-9])(?=\\p{Lu})", "_")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^[_0-9]+|_+$", "");
    return name.isEmpty() ? "field" : name;
  }
}
