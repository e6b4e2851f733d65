package scout.starter.hooks;

import io.grpc.StatusRuntimeException;
import io.temporal.failure.TemporalException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import scout.starter.inbox.NewObject;

/**
 * {@code POST /hooks/storage}. Answers 401 without the token, 413 above 1 MiB, 202 to a body that
 * is no event, 204 to an event without input, 200 once every object is durably in the inbox or its
 * journey is started, else 503, so that the sender retries. An event that a retry can't fix is
 * counted, not refused, since some senders retry one event for ever and hold back all others.
 */
@RestController
public final class StorageHook {
  /** The longest body, in bytes. */
  public static final int MAX_BODY = 1 << 20;

  private static final String TEXT = "text/plain;charset=UTF-8";
  private static final Logger LOG = LoggerFactory.getLogger(StorageHook.class);

  /** After how many seconds a sender should try again. */
  private static final String RETRY_SECONDS = "5";

  private final WebhookToken token;
  private final ObjectArrivals arrivals;
  private final EventMeters meters;
  private final CallLimit limit = new CallLimit();

  /** Takes the secret that a sender must present, and what takes objects. */
  public StorageHook(WebhookToken token, ObjectArrivals arrivals, EventMeters meters) {
    this.token = token;
    this.arrivals = arrivals;
    this.meters = meters;
  }

  /** Receives one event. */
  @PostMapping("/hooks/storage")
  public ResponseEntity<String> receive(HttpServletRequest request) throws IOException {
    long began = System.nanoTime();
    meters.received();
    ResponseEntity<String> answer = answer(request);
    meters.answered(answer.getStatusCode(), Duration.ofNanos(System.nanoTime() - began));
    return answer;
  }

  private ResponseEntity<String> answer(HttpServletRequest request) throws IOException {
    if (!token.isShownBy(request)) {
      return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
          .header(HttpHeaders.WWW_AUTHENTICATE, WebhookToken.CHALLENGE)
          .header(HttpHeaders.CONTENT_TYPE, TEXT)
          .body("Show SCOUT_WEBHOOK_TOKEN as a bearer token\n");
    }
    if (request.getContentLengthLong() > MAX_BODY) {
      return tooLarge();
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
    return body.length > MAX_BODY ? tooLarge() : take(StorageEvents.read(body));
  }

  private ResponseEntity<String> take(EventObjects event) {
    event
        .toConfirm()
        .ifPresent(
            address ->
                LOG.warn("SNS asks whether its messages are wanted; if so, open {}", address));
    List<NewObject> objects = event.objects().stream().filter(arrivals::concerns).toList();
    ResponseEntity<String> answer =
        objects.isEmpty() ? nothingToBegin(event) : begin(objects, event.problems().size());
    // A refused event comes again, and is counted then.
    if (!answer.getStatusCode().is5xxServerError()) {
      event.problems().forEach(this::leaveOut);
    }
    return answer;
  }

  private void leaveOut(String problem) {
    meters.leftOut();
    LOG.warn("A storage event, or a record of one, is left out: {}", problem);
  }

  private static ResponseEntity<String> nothingToBegin(EventObjects event) {
    return event.problems().isEmpty()
        ? ResponseEntity.noContent().build()
        : answer(HttpStatus.ACCEPTED, "Not a storage event: " + event.problems().get(0));
  }

  private ResponseEntity<String> begin(List<NewObject> objects, int leftOut) {
    if (!limit.enter()) {
      return tryAgain("Too many events at once; send it again");
    }
    try {
      arrivals.announce(objects);
      return answer(
          HttpStatus.OK,
          "Journeys: " + objects.size() + (leftOut == 0 ? "" : "; left out: " + leftOut));
    } catch (StatusRuntimeException | TemporalException e) {
      LOG.warn("Neither database nor Temporal takes a storage event; its sender has to retry", e);
      return tryAgain("Neither the database nor Temporal can take it now; send it again");
    } finally {
      limit.leave();
    }
  }

  private static ResponseEntity<String> tryAgain(String words) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .header(HttpHeaders.CONTENT_TYPE, TEXT)
        .body(words + "\n");
  }

  private static ResponseEntity<String> tooLarge() {
    return answer(HttpStatus.CONTENT_TOO_LARGE, "An event has at most " + MAX_BODY + " bytes");
  }

  private static ResponseEntity<String> answer(HttpStatus status, String words) {
    return ResponseEntity.status(status).header(HttpHeaders.CONTENT_TYPE, TEXT).body(words + "\n");
  }
}
