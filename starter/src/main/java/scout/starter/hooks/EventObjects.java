package scout.starter.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import scout.starter.inbox.NewObject;

/**
 * The content of a storage event: the created objects, each once, in the event's order, and why
 * parts can't be understood. Such parts don't affect the rest.
 */
final class EventObjects {
  private final Set<NewObject> objects = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();
  private Optional<String> toConfirm = Optional.empty();

  /**
   * Adds a created object.
   *
   * @param key decoded
   * @param etag may be a missing node
   * @param size may be a missing node
   * @throws MalformedEvent if the key is impossible
   */
  void add(String bucket, String key, JsonNode etag, JsonNode size) throws MalformedEvent {
    if (key.indexOf('\0') >= 0) {
      throw new MalformedEvent("the key holds a zero character");
    }
    String shown = etag.asText("").replace("\"", "");
    Long bytes = size.canConvertToLong() && size.asLong() >= 0 ? size.asLong() : null;
    objects.add(new NewObject(bucket, key, shown.isEmpty() ? null : shown, bytes));
  }

  /** Records a part that can't be understood. */
  void leaveOut(MalformedEvent problem) {
    problems.add(problem.getMessage());
  }

  /** Records an AWS address that confirms a subscription. */
  void confirm(String address) {
    toConfirm = Optional.of(address);
  }

  /** The address where a person confirms the requested subscription. */
  Optional<String> toConfirm() {
    return toConfirm;
  }

  List<NewObject> objects() {
    return List.copyOf(objects);
  }

  /** Why parts were left out, without their text. */
  List<String> problems() {
    return List.copyOf(problems);
  }
}
