package scout.starter.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads the JSON of storage events, and reports what is missing. */
final class EventFields {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private EventFields() {}

  /**
   * @param json one JSON object in UTF-8
   */
  static JsonNode object(byte[] json) throws MalformedEvent {
    try {
      JsonNode event = JSON.readTree(json);
      if (event == null || !event.isObject()) {
        throw new MalformedEvent("the body is not a JSON object");
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new MalformedEvent("the body is not valid JSON");
    } catch (IOException e) {
      throw new MalformedEvent("the body is not valid UTF-8");
    }
  }

  /** The text at a JSON pointer; it must exist. */
  static String text(JsonNode node, String pointer) throws MalformedEvent {
    JsonNode value = node.at(pointer);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new MalformedEvent(pointer.substring(1).replace('/', '.') + " is missing");
    }
    return value.asText();
  }

  /** Decodes a key of the S3 format: URL-encoded, with a plus for a space. */
  static String decoded(String key) throws MalformedEvent {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedEvent("s3.object.key is not URL-encoded");
    }
  }
}
