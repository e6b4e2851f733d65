package scout.activities.models.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scout.models.ModelColumn;

/** What differs between the columns that a table has and those that it is to have. */
final class ColumnDifferences {
  private ColumnDifferences() {}

  /**
   * Adds a sentence for each.
   *
   * @return true if columns or their values are gone afterwards
   */
  static boolean add(List<ModelColumn> before, List<ModelColumn> after, List<String> differences) {
    Map<String, String> held = types(before);
    Map<String, String> given = types(after);
    boolean loses = false;
    for (Map.Entry<String, String> column : given.entrySet()) {
      String type = held.get(column.getKey());
      if (type == null) {
        differences.add("A new column " + column.getKey() + " " + column.getValue() + ".");
      } else if (!type.equals(column.getValue())) {
        differences.add(
            column.getKey() + " becomes " + column.getValue() + ", and is filled again.");
        loses = true;
      }
    }
    for (String name : held.keySet()) {
      if (!given.containsKey(name)) {
        differences.add("The column " + name + " is gone.");
        loses = true;
      }
    }
    return loses;
  }

  private static Map<String, String> types(List<ModelColumn> columns) {
    Map<String, String> types = new LinkedHashMap<>();
    columns.forEach(column -> types.put(column.name(), column.type()));
    return types;
  }
}
