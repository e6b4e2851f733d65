package scout.cli.terminal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes rows, collections and times as JSON, as {@code --json} prints them. */
public final class JsonValues {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonValues() {}

  /** Writes any value; rows become objects, times ISO-8601 in UTC. */
  public static String write(Object value) throws IOException {
    return JSON.writeValueAsString(of(value));
  }

  /** The same value made of maps, lists, texts, numbers and booleans. */
  private static Object of(Object value) {
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
