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

/**
 * {@code POST /hooks/storage}. Answers 401 without the token, 413 to more than 1 MiB, 400 to what
 * is no event, 204 to an event that names no input, 200 once every named journey is durably
 * started, else 503, so that the sender tries again.
 */
@RestController
public final class StorageHook {
  /** The longest body, in bytes. */
  public static final int MAX_BODY = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StorageHook.class);

  private final BearerToken token;
  private final Arrivals arrivals;
  private final EventMeters meters;

  /** Takes the secret that a sender must show, and what begins the journeys. */
  public StorageHook(BearerToken token, Arrivals arrivals, EventMeters meters) {
    this.token = token;
    this.arrivals = arrivals;
    this.meters = meters;
  }

  /** Takes one event. */
  @PostMapping("/hooks/storage")
  public ResponseEntity<String> receive(HttpServletRequest request) throws IOException {
    long began = System.nanoTime();
    meters.received();
    ResponseEntity<String> answer = answer(request);
    meters.answered(answer.getStatusCode(), Duration.ofNanos(System.nanoTime() - began));
    return answer;
  }

  private ResponseEntity<String> answer(HttpServletRequest request) throws IOException {
    if (!token.isShownBy(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      return answer(HttpStatus.UNAUTHORIZED, "Show SCOUT_WEBHOOK_TOKEN as a bearer token");
    }
    if (request.getContentLengthLong() > MAX_BODY) {
      return tooLarge();
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return tooLarge();
    }
    try {
      return begin(StorageEvents.read(body).stream().filter(arrivals::concerns).toList());
    } catch (MalformedEvent e) {
      return answer(HttpStatus.BAD_REQUEST, "Not a storage event: " + e.getMessage());
    }
  }

  private ResponseEntity<String> begin(List<NewObject> objects) {
    if (objects.isEmpty()) {
      return ResponseEntity.noContent().build();
    }
    try {
      objects.forEach(arrivals::announce);
      return answer(HttpStatus.OK, "Journeys: " + objects.size());
    } catch (StatusRuntimeException | TemporalException e) {
      LOG.warn("A storage event could not be handed to Temporal; its sender is told to retry", e);
      return answer(HttpStatus.SERVICE_UNAVAILABLE, "Temporal can't take it now; send it again");
    }
  }

  private static ResponseEntity<String> tooLarge() {
    return answer(HttpStatus.CONTENT_TOO_LARGE, "An event has at most " + MAX_BODY + " bytes");
  }

  private static ResponseEntity<String> answer(HttpStatus status, String words) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
        .body(words + "\n");
  }
}
