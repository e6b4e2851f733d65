package scout.starter.alerts;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests of which nothing but the answer's status and head counts, in bounded time. */
public final class BoundedHttp {
  private final Duration limit;
  private final HttpClient http;

  /**
   * @param limit for the connection, and for the answer's head; the whole answer may take twice as
   *     long
   */
  public BoundedHttp(Duration limit) {
    this.limit = limit;
    this.http = HttpClient.newBuilder().connectTimeout(limit).build();
  }

  /**
   * Sends it. The request's own timeout covers only the head of the answer, so this bounds the
   * whole.
   *
   * @throws IOException if there is no answer; its text names no address
   */
  public HttpResponse<Void> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(request.timeout(limit).build(), HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(2 * limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("can't be reached", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("does not end its answer", e);
    } finally {
      answer.cancel(true);
    }
  }
}
