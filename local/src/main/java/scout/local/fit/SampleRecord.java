package scout.local.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import scout.activities.parse.RecordPayload;

/**
 * A good record of a file, as the parser returns it.
 *
 * @param recordNo its number in the file, from 1
 * @param json the record as JSON text
 * @param deviceId the device that it names; null for none
 * @param pageJson its page without the records; null for none
 */
record SampleRecord(long recordNo, String json, String deviceId, String pageJson) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** Copies a payload that the parser reuses. */
  static SampleRecord of(long recordNo, RecordPayload payload) {
    byte[] page = payload.envelope();
    return new SampleRecord(
        recordNo,
        new String(payload.bytes(), payload.offset(), payload.length(), StandardCharsets.UTF_8),
        payload.deviceId(),
        page == null ? null : new String(page, StandardCharsets.UTF_8));
  }

  JsonNode tree() {
    return parsed(json);
  }

  /** Returns the page as a tree; null for none. */
  JsonNode page() {
    return pageJson == null ? null : parsed(pageJson);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The parser hands over valid JSON alone", e);
    }
  }
}
