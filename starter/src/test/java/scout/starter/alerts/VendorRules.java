package scout.starter.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What the vendors ask of a body, see README.md beside their examples. */
public enum VendorRules {
  SLACK(200) {
    @Override
    boolean takes(JsonNode body) {
      boolean fits = !text(body, "text").isEmpty() && body.path("blocks").size() <= 50;
      for (JsonNode block : body.path("blocks")) {
        String text = text(block.path("text"), "text");
        fits &=
            switch (text(block, "type")) {
              case "header" ->
                  text(block.path("text"), "type").equals("plain_text") && within(text, 150);
              case "section" ->
                  List.of("plain_text", "mrkdwn").contains(text(block.path("text"), "type"))
                      && within(text, 3_000)
                      && text.replaceAll("&(amp|lt|gt);", "").indexOf('&') < 0;
              default -> false;
            };
      }
      return fits;
    }
  },
  TEAMS(202) {
    @Override
    boolean takes(JsonNode body) {
      boolean fits =
          text(body, "type").equals("message")
              && body.path("attachments").size() > 0
              && body.toString().length() < 28_000;
      for (JsonNode attachment : body.path("attachments")) {
        JsonNode card = attachment.path("content");
        fits &=
            text(attachment, "contentType").equals("application/vnd.microsoft.card.adaptive")
                && text(card, "type").equals("AdaptiveCard")
                && text(card, "$schema")
                    .equals("http://adaptivecards.io/schemas/adaptive-card.json")
                && text(card, "version").matches("1\\.[0-5]")
                && card.path("body").size() > 0;
        for (JsonNode element : card.path("body")) {
          fits &=
              text(element, "type").equals("TextBlock") && !text(element, "text").isEmpty()
                  || (text(element, "type").equals("RichTextBlock")
                      && text(element.at("/inlines/0"), "type").equals("TextRun")
                      && !text(element.at("/inlines/0"), "text").isEmpty());
        }
        for (JsonNode action : card.path("actions")) {
          fits &=
              text(action, "type").equals("Action.OpenUrl")
                  && text(action, "url").matches("https?:.+");
        }
      }
      return fits;
    }
  },
  PAGERDUTY(202) {
    @Override
    boolean takes(JsonNode body) {
      String action = text(body, "event_action");
      boolean fits =
          text(body, "routing_key").length() == 32
              && Set.of("trigger", "acknowledge", "resolve").contains(action)
              && within(text(body, "dedup_key"), 255);
      if (action.equals("trigger")) {
        JsonNode payload = body.path("payload");
        fits &=
            within(text(payload, "summary"), 1_024)
                && !text(payload, "source").isEmpty()
                && Set.of("critical", "error", "warning", "info")
                    .contains(text(payload, "severity"));
      }
      for (JsonNode link : body.path("links")) {
        fits &= !text(link, "href").isEmpty();
      }
      return fits;
    }
  },
  WEBHOOK(204) {
    @Override
    boolean takes(JsonNode body) {
      return !text(body, "text").isEmpty() && !text(body, "event").isEmpty();
    }
  };

  private final int status;

  VendorRules(int status) {
    this.status = status;
  }

  /** What the vendor answers to a body that fits; 400 to any other. */
  int answer(JsonNode body) {
    return takes(body) ? status : 400;
  }

  abstract boolean takes(JsonNode body);

  private static boolean within(String text, int longest) {
    return !text.isEmpty() && text.length() <= longest;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).isTextual() ? node.path(name).asText() : "";
  }
}
