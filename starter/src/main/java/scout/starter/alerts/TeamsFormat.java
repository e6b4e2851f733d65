package scout.starter.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The webhook of a Teams workflow: an Adaptive Card. Its runs of text know no markup. */
final class TeamsFormat implements MessageFormat {
  @Override
  public Optional<Map<String, Object>> body(AlertMessage message) {
    List<Object> blocks = new ArrayList<>();
    blocks.add(block(Map.of("weight", "Bolder", "size", "Medium"), message.title()));
    message.words().forEach(line -> blocks.add(block(Map.of(), line)));
    if (message.asksForWork()) {
      blocks.add(block(Map.of("isSubtle", true), "What to do: " + message.runbook()));
    }
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.2");
    card.put("body", blocks);
    if (message.asksForWork() && message.runbookIsLink()) {
      card.put(
          "actions",
          List.of(
              Map.of("type", "Action.OpenUrl", "title", "What to do", "url", message.runbook())));
    }
    Map<String, Object> attachment = new LinkedHashMap<>();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.put("contentUrl", null);
    attachment.put("content", card);
    return Optional.of(Map.of("type", "message", "attachments", List.of(attachment)));
  }

  private static Map<String, Object> block(Map<String, Object> look, String text) {
    Map<String, Object> run = new LinkedHashMap<>(look);
    run.put("type", "TextRun");
    run.put("text", text);
    return Map.of("type", "RichTextBlock", "inlines", List.of(run));
  }
}
