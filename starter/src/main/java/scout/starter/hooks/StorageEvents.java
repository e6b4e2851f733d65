package scout.starter.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the bodies of storage events: the S3 format ({@code Records} with {@code s3.bucket.name}
 * and {@code s3.object.key}, URL-encoded, a plus being a space) that MinIO sends too, and the short
 * form {@code {"bucket": …, "name": …}}, whose name is taken as it is.
 */
final class StorageEvents {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String REMOVAL = "ObjectRemoved";

  private StorageEvents() {}

  /**
   * The objects that were made, each once, in the order of the event; those that were removed are
   * left out.
   *
   * @throws MalformedEvent if the body is not such an event
   */
  static List<NewObject> read(byte[] body) throws MalformedEvent {
    JsonNode event = parse(body);
    if (!event.has("Records")) {
      return List.of(new NewObject(text(event, "/bucket"), text(event, "/name"), null));
    }
    if (!event.get("Records").isArray()) {
      throw new MalformedEvent("Records is not an array");
    }
    List<NewObject> objects = new ArrayList<>();
    for (JsonNode item : event.get("Records")) {
      NewObject object =
          new NewObject(
              text(item, "/s3/bucket/name"),
              decoded(text(item, "/s3/object/key")),
              etag(item.at("/s3/object/eTag")));
      if (!item.path("eventName").asText().contains(REMOVAL) && !objects.contains(object)) {
        objects.add(object);
      }
    }
    return objects;
  }

  private static JsonNode parse(byte[] body) throws MalformedEvent {
    try {
      JsonNode event = JSON.readTree(body);
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

  private static String text(JsonNode node, String pointer) throws MalformedEvent {
    JsonNode value = node.at(pointer);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new MalformedEvent(pointer.substring(1).replace('/', '.') + " is missing");
    }
    return value.asText();
  }

  private static String decoded(String key) throws MalformedEvent {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedEvent("s3.object.key is not URL-encoded");
    }
  }

  private static String etag(JsonNode value) {
    String etag = value.asText("").replace("\"", "");
    return etag.isEmpty() ? null : etag;
  }
}
