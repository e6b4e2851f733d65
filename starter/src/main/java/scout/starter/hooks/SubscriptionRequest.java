package scout.starter.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SNS asks once whether the webhook wants its messages. Scout never calls an address from a
 * request. It shows the address to a person, but only if it is AWS's own for this purpose.
 */
final class SubscriptionRequest {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https://sns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(\\.cn)?/"
              + "\\?Action=ConfirmSubscription&TopicArn=[A-Za-z0-9:_.-]{1,400}&Token=[0-9a-f]{1,800}");

  private SubscriptionRequest() {}

  /** The address that confirms the subscription, empty if the body has none of AWS's. */
  static Optional<String> address(JsonNode event) {
    return Optional.of(event)
        .filter(body -> "SubscriptionConfirmation".equals(body.path("Type").asText()))
        .map(body -> body.path("SubscribeURL").asText())
        .filter(address -> ADDRESS.matcher(address).matches());
  }
}
