package scout.local.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts an event for each created object to a webhook, in MinIO's format with a bearer token. It
 * never delays an upload: events wait in a bounded queue. An undeliverable event is counted and
 * dropped, since the next sweep finds the object.
 */
public final class StorageEventPoster implements ObjectCreated, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StorageEventPoster.class);
  private static final int QUEUE = 10_000;
  private static final int RECORDS_PER_POST = 50;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI webhook;
  private final String token;
  private final BlockingQueue<Map<String, Object>> waiting = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong lost = new AtomicLong();
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Thread thread = new Thread(this::deliver, "storage-events");
  private boolean failing;

  /**
   * Starts the delivery.
   *
   * @param webhook where to post, e.g. {@code http://127.0.0.1:8080/hooks/storage}
   * @param token the bearer token that it requires
   */
  public StorageEventPoster(URI webhook, String token) {
    this.webhook = webhook;
    this.token = token;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void created(String bucket, String key, String etag, long size) {
    if (!waiting.offer(record(bucket, key, etag, size))) {
      lose(1, "the queue is full");
    }
  }

  /** How many events could not be delivered since the start. */
  public long lost() {
    return lost.get();
  }

  private static Map<String, Object> record(String bucket, String key, String etag, long size) {
    return Map.of(
        "eventName",
        "s3:ObjectCreated:Put",
        "s3",
        Map.of(
            "bucket",
            Map.of("name", bucket),
            "object",
            Map.of(
                "key",
                URLEncoder.encode(key, StandardCharsets.UTF_8),
                "eTag",
                etag,
                "size",
                size)));
  }

  private void deliver() {
    try {
      while (true) {
        List<Map<String, Object>> records = new ArrayList<>();
        records.add(waiting.take());
        waiting.drainTo(records, RECORDS_PER_POST - 1);
        post(records);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(List<Map<String, Object>> records) throws InterruptedException {
    try {
      int status = http.send(request(records), BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        delivered();
      } else {
        lose(records.size(), "it answered " + status);
      }
    } catch (IOException e) {
      lose(records.size(), e.toString());
    }
  }

  private HttpRequest request(List<Map<String, Object>> records) throws JsonProcessingException {
    return HttpRequest.newBuilder(webhook)
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("Records", records))))
        .build();
  }

  private synchronized void delivered() {
    failing = false;
  }

  /** Counts lost events, and logs once until an event succeeds again. */
  private synchronized void lose(int events, String reason) {
    lost.addAndGet(events);
    if (!failing) {
      failing = true;
      LOG.warn(
          "Storage events don't reach {} ({}); the next sweep finds the files", webhook, reason);
    }
  }

  /** Stops, and drops waiting events. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
