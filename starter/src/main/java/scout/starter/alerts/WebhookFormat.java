package scout.starter.alerts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Scout's own format: everything that a message holds, and a text that chat programs show. */
final class WebhookFormat implements MessageFormat {
  @Override
  public Optional<Map<String, Object>> body(AlertMessage message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("text", message.text());
    body.put("event", message.event().word());
    body.put("message_id", message.id().toString());
    body.put("incident_id", message.incident().toString());
    body.put("kind", message.kind());
    body.put("severity", message.severity());
    body.put("alerts", message.alerts());
    body.put("still_open", message.stillOpen());
    body.put("runbook", message.runbook());
    body.put("first", message.lines().stream().map(WebhookFormat::line).toList());
    return Optional.of(body);
  }

  private static Map<String, Object> line(AlertLine alert) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", alert.id());
    line.put("subject", alert.subject());
    line.put("message", alert.message());
    line.put("opened_at", alert.openedAt().toInstant().toString());
    line.put(
        "resolved_at",
        alert.resolvedAt() == null ? null : alert.resolvedAt().toInstant().toString());
    return line;
  }
}
