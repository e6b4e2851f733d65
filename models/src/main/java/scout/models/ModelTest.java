package scout.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A test of a model: from these rows it gives those.
 *
 * @param file where it stands
 * @param line the line in which it begins, from 1
 * @param name for people
 * @param table the model
 * @param given rows by the table that holds them; a value by its column, null for none
 * @param expect the rows that the model gives, in any order; columns that no row names are not
 *     compared
 */
public record ModelTest(
    String file,
    int line,
    String name,
    String table,
    Map<String, List<Map<String, String>>> given,
    List<Map<String, String>> expect) {
  public ModelTest {
    Map<String, List<Map<String, String>>> copy = new LinkedHashMap<>();
    given.forEach((each, rows) -> copy.put(each, copies(rows)));
    given = Collections.unmodifiableMap(copy);
    expect = copies(expect);
  }

  private static List<Map<String, String>> copies(List<Map<String, String>> rows) {
    return rows.stream().map(row -> Collections.unmodifiableMap(new LinkedHashMap<>(row))).toList();
  }
}
