package scout.console.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a JSON object of the ledger, as texts in their order. */
final class JsonMembers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonMembers() {}

  /** Of null there are none. */
  static Map<String, String> of(String json) {
    if (json == null) {
      return Map.of();
    }
    try {
      Map<String, Object> parsed =
          JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
      Map<String, String> texts = new LinkedHashMap<>();
      parsed.forEach((name, value) -> texts.put(name, String.valueOf(value)));
      return texts;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The database gives JSON that is none", e);
    }
  }
}
