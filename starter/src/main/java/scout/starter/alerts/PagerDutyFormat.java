package scout.starter.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PagerDuty's Events API v2. An incident there is one of ours, by its {@code dedup_key}; it is
 * resolved when its last alert is over.
 */
final class PagerDutyFormat implements MessageFormat {
  private static final int KEY_LENGTH = 32;

  private final String key;

  /**
   * @param key the integration's key
   * @throws IllegalArgumentException if it is none
   */
  PagerDutyFormat(String key) {
    if (key.length() != KEY_LENGTH) {
      throw new IllegalArgumentException("is no integration key, which has 32 characters");
    }
    this.key = key;
  }

  @Override
  public Optional<Map<String, Object>> body(AlertMessage message) {
    if (message.event() == AlertEvent.RESOLVED && !message.endsIncident()) {
      return Optional.empty();
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", key);
    event.put("event_action", message.endsIncident() ? "resolve" : "trigger");
    event.put("dedup_key", "scout-" + message.incident());
    if (!message.endsIncident()) {
      event.put("client", "Scout");
      event.put("payload", payload(message));
      if (message.runbookIsLink()) {
        event.put("links", List.of(Map.of("href", message.runbook(), "text", "What to do")));
      }
    }
    return Optional.of(event);
  }

  private static Map<String, Object> payload(AlertMessage message) {
    return Map.of(
        "summary",
        message.title(),
        "source",
        "scout",
        "severity",
        message.severity(),
        "timestamp",
        message.createdAt().toInstant().toString(),
        "class",
        message.kind(),
        "custom_details",
        Map.of("alerts", message.words().toList(), "what_to_do", message.runbook()));
  }
}
