package scout.starter.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Slack's incoming webhooks: blocks, and a text for notifications. */
final class SlackFormat implements MessageFormat {
  private static final int LONGEST_SECTION = 2_900;

  @Override
  public Optional<Map<String, Object>> body(AlertMessage message) {
    String lines =
        message.words().map(line -> "• " + escaped(line)).collect(Collectors.joining("\n"));
    List<Object> blocks = new ArrayList<>();
    blocks.add(
        Map.of(
            "type",
            "header",
            "text",
            Map.of("type", "plain_text", "text", message.title(), "emoji", false)));
    blocks.add(section(lines));
    if (message.asksForWork()) {
      blocks.add(section(remedy(message)));
    }
    return Optional.of(Map.of("text", escaped(message.title()), "blocks", blocks));
  }

  private static String remedy(AlertMessage message) {
    return message.runbookIsLink()
        ? "<" + message.runbook() + "|What to do>"
        : "What to do: " + escaped(message.runbook());
  }

  private static Map<String, Object> section(String text) {
    String cut =
        text.length() <= LONGEST_SECTION
            ? text
            : text.substring(0, text.lastIndexOf('\n', LONGEST_SECTION));
    return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", cut));
  }

  /** The three characters that Slack reads as markup, such as a mention of everybody. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
