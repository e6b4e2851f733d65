package scout.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The JSON that Scout keeps in its own tables; another form of it is a mistake in the code. */
public final class StoredJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredJson() {}

  /** Writes maps, lists, texts, numbers, or records of them. */
  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers can always be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #write} or a statement gave.
   *
   * @throws IllegalStateException if it has another form
   */
  public static <T> T read(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The database holds JSON of another form", e);
    }
  }
}
