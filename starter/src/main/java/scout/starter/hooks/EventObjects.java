package scout.starter.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a storage event says: the objects that were made, each once, in the order of the event, and
 * why parts of it can't be understood, which leaves the rest as it is.
 */
final class EventObjects {
  private final Set<NewObject> objects = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();
  private Optional<String> toConfirm = Optional.empty();

  /**
   * Adds an object that was made.
   *
   * @param key decoded
   * @param etag may be a missing node
   * @throws MalformedEvent if no object can have that key
   */
  void add(String bucket, String key, JsonNode etag) throws MalformedEvent {
    if (key.indexOf('\0') >= 0) {
      throw new MalformedEvent("the key holds a zero character");
    }
    String shown = etag.asText("").replace("\"", "");
    objects.add(new NewObject(bucket, key, shown.isEmpty() ? null : shown));
  }

  /** Notes a part that can't be understood. */
  void leaveOut(MalformedEvent problem) {
    problems.add(problem.getMessage());
  }

  /** Notes an address of AWS's that confirms a subscription. */
  void confirm(String address) {
    toConfirm = Optional.of(address);
  }

  /** Where a person confirms the subscription that the event asks for. */
  Optional<String> toConfirm() {
    return toConfirm;
  }

  List<NewObject> objects() {
    return List.copyOf(objects);
  }

  /** Why parts were left out, without any text of theirs. */
  List<String> problems() {
    return List.copyOf(problems);
  }
}
