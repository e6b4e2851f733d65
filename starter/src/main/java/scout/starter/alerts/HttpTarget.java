package scout.starter.alerts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import scout.schema.StoredJson;

/** A target that takes a POST of JSON. */
final class HttpTarget implements AlertTarget {
  /** Answers that are about the body, and not about who sends it or how often. */
  private static final Set<Integer> OF_THE_BODY = Set.of(400, 413, 415, 422);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final URI address;
  private final MessageFormat format;
  private final BoundedHttp http;

  /**
   * @param address is a secret
   */
  HttpTarget(URI address, MessageFormat format, BoundedHttp http) {
    this.address = address;
    this.format = format;
    this.http = http;
  }

  @Override
  public void send(AlertMessage message) throws DeliveryFailure, InterruptedException {
    Map<String, Object> body = format.body(message).orElse(Map.of());
    if (!body.isEmpty()) {
      check(post(message, StoredJson.write(body)));
    }
  }

  private HttpResponse<Void> post(AlertMessage message, String body)
      throws DeliveryFailure, InterruptedException {
    try {
      return http.send(
          HttpRequest.newBuilder(address)
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", message.id().toString())
              .POST(HttpRequest.BodyPublishers.ofString(body)));
    } catch (IOException e) {
      throw DeliveryFailure.ofTarget("It " + e.getMessage());
    }
  }

  private static void check(HttpResponse<Void> answer) throws DeliveryFailure {
    int status = answer.statusCode();
    if (status >= 200 && status <= 299) {
      return;
    }
    String problem = "It answered " + status;
    throw OF_THE_BODY.contains(status)
        ? DeliveryFailure.ofMessage(problem)
        : DeliveryFailure.ofTarget(problem, retryAfter(answer));
  }

  /** In seconds; a date, or nonsense, counts as nothing said. */
  private static Duration retryAfter(HttpResponse<Void> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
        .orElse(Duration.ZERO);
  }
}
