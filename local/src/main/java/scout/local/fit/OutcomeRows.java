package scout.local.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The outcome of the records as a table of numbers. */
final class OutcomeRows {
  private OutcomeRows() {}

  /**
   * Returns a row of headings, then a row for each number.
   *
   * @param both whether the proposal gets a column
   */
  static List<List<String>> of(TrialOutcome before, TrialOutcome after, boolean both) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(both ? List.of("", "today", "proposed") : List.of("", "today"));
    Map<String, long[]> numbers = new LinkedHashMap<>();
    numbers.put("files refused", new long[] {before.refusedFiles(), after.refusedFiles()});
    numbers.put("records read", new long[] {before.read(), after.read()});
    numbers.put("rejected", new long[] {before.rejected(), after.rejected()});
    numbers.put("loaded", new long[] {before.loaded(), after.loaded()});
    if (before.typed() < before.loaded() || after.typed() < after.loaded()) {
      numbers.put("of these tried", new long[] {before.typed(), after.typed()});
    }
    numbers.put("transactions", new long[] {before.transactions(), after.transactions()});
    numbers.put("lost", new long[] {before.lost(), after.lost()});
    numbers.put("  without id", new long[] {before.unkeyed(), after.unkeyed()});
    numbers.put(
        "  values not read", new long[] {before.rejectedBySilver(), after.rejectedBySilver()});
    numbers.put("  id shared", new long[] {before.overridden(), after.overridden()});
    Set<String> codes = new TreeSet<>(before.codes().keySet());
    codes.addAll(after.codes().keySet());
    for (String code : codes) {
      numbers.put(
          code,
          new long[] {before.codes().getOrDefault(code, 0L), after.codes().getOrDefault(code, 0L)});
    }
    Set<String> lacking = new TreeSet<>(before.lacking().keySet());
    lacking.addAll(after.lacking().keySet());
    for (String field : lacking) {
      numbers.put(
          "no " + field,
          new long[] {
            before.lacking().getOrDefault(field, 0L), after.lacking().getOrDefault(field, 0L)
          });
    }
    numbers.forEach(
        (name, pair) ->
            rows.add(
                both
                    ? List.of(name, Long.toString(pair[0]), Long.toString(pair[1]))
                    : List.of(name, Long.toString(pair[0]))));
    return rows;
  }
}
