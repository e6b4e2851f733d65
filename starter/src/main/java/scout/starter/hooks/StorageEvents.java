package scout.starter.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Reads the bodies of storage events, in any {@link EventFormat}. */
final class StorageEvents {
  private StorageEvents() {}

  /** The objects in the body. A body that is no event gives none, and a problem. */
  static EventObjects read(byte[] body) {
    EventObjects found = new EventObjects();
    try {
      JsonNode event = EventFields.object(body);
      format(event).read(event, found);
    } catch (MalformedEvent e) {
      found.leaveOut(e);
    }
    return found;
  }

  /** Reads an event that came inside another. */
  static void readInner(String message, EventObjects found) throws MalformedEvent {
    JsonNode event = EventFields.object(message.getBytes(StandardCharsets.UTF_8));
    EventFormat format = format(event);
    if (format == EventFormat.SNS) {
      throw new MalformedEvent("an SNS message lies in another");
    }
    format.read(event, found);
  }

  private static EventFormat format(JsonNode event) {
    for (EventFormat format : EventFormat.values()) {
      if (format.fits(event)) {
        return format;
      }
    }
    throw new AssertionError("The last format fits every event");
  }
}
