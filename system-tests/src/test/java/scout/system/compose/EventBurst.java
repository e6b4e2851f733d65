package scout.system.compose;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends storage events at a rate, whether they are answered or not, and again what is answered with
 * 503, when the answer says. One event in three is a duplicate of an earlier one.
 */
final class EventBurst {
  private static final int A_SECOND = 1_000;
  private static final int TRIES = 60;

  private final URI webhook;
  private final String token;
  private final Random random;
  private final HttpClient http = HttpClient.newHttpClient();
  private final TreeSet<Integer> sent = new TreeSet<>();
  private final AtomicInteger postponed = new AtomicInteger();
  private final List<Integer> failures = new ArrayList<>();

  EventBurst(URI webhook, String token, long seed) {
    this.webhook = webhook;
    this.token = token;
    this.random = new Random(seed);
  }

  /**
   * Sends for so many seconds, and returns when all are answered.
   *
   * @param prefix of the keys, without characters that a URL encodes
   */
  void send(int seconds, String prefix) throws InterruptedException {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    long began = System.nanoTime();
    int next = 0;
    for (int i = 0; i < seconds * A_SECOND; i++) {
      long due = began + TimeUnit.SECONDS.toNanos(1) / A_SECOND * i;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      int file = i % 3 == 2 ? random.nextInt(next) : next++;
      sent.add(file);
      answers.add(post(body(prefix + file + ".json"), TRIES));
    }
    answers.forEach(CompletableFuture::join);
  }

  private static String body(String key) {
    return "{\"Records\":[{\"eventName\":\"s3:ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":"
        + "\"sample\"},\"object\":{\"key\":\""
        + key
        + "\",\"eTag\":\"e\"}}}]}";
  }

  private CompletableFuture<Void> post(String body, int tries) {
    HttpRequest request =
        HttpRequest.newBuilder(webhook)
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenCompose(
            answer -> {
              if (answer.statusCode() == 503 && tries > 1) {
                postponed.incrementAndGet();
                long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(0);
                return CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
                    .thenCompose(waited -> post(body, tries - 1));
              }
              if (answer.statusCode() != 200) {
                fail(answer.statusCode());
              }
              return CompletableFuture.completedFuture(null);
            });
  }

  private synchronized void fail(int status) {
    failures.add(status);
  }

  /** How many files the events named. */
  int files() {
    return sent.size();
  }

  /** How many answers asked for another try. */
  int postponed() {
    return postponed.get();
  }

  /** The starter's calls of Temporal that were given up, though Temporal may have done them. */
  long callsInVain() throws IOException, InterruptedException {
    String page =
        http.send(
                HttpRequest.newBuilder(webhook.resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return page.lines()
        .filter(line -> line.startsWith("temporal_request_failure_total{"))
        .filter(line -> line.contains("SignalWithStart") && line.contains("DEADLINE_EXCEEDED"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The answers that were neither 200 nor, in the end, a postponement. */
  synchronized List<Integer> failures() {
    return List.copyOf(failures);
  }
}
