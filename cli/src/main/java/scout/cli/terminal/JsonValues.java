package scout.cli.terminal;

import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns rows, collections and times into JSON types. */
public final class JsonValues {
  private JsonValues() {}

  /** The same value made of maps, lists, texts, numbers and booleans. */
  public static Object of(Object value) {
    if (value instanceof AnswerRow row) {
      return of(row.values());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, item) -> plain.put(String.valueOf(key), of(item)));
      return plain;
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(JsonValues::of).toList();
    }
    return value instanceof Temporal ? value.toString() : value;
  }
}
