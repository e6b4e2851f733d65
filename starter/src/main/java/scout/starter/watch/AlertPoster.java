package scout.starter.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.schema.SqlFile;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * Posts each alert's opening and end to a webhook, once. A refused post is retried later, in order;
 * no alert is locked meanwhile. If a starter dies between the answer and its record, a second post
 * follows with the same {@code Idempotency-Key}.
 */
public final class AlertPoster {
  private static final Logger LOG = LoggerFactory.getLogger(AlertPoster.class);
  private static final SqlFile SQL =
      SqlFile.load(AlertPoster.class, "/scout/starter/alert_posts.sql");
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Optional<URI> webhook;
  private final Jdbi database;
  private final Duration limit;
  private final HttpClient http;
  private boolean troubled;

  private AlertPoster(Optional<URI> webhook, Jdbi database, Duration limit) {
    this.webhook = webhook;
    this.database = database;
    this.limit = limit;
    this.http = HttpClient.newBuilder().connectTimeout(limit).build();
  }

  /** Posts to {@code SCOUT_ALERT_WEBHOOK_URL}, or nowhere if it is not set. */
  public static AlertPoster of(Settings settings, Jdbi database) {
    return of(settings, database, LIMIT);
  }

  /** As above, with the time limit of a post. */
  static AlertPoster of(Settings settings, Jdbi database, Duration limit) {
    return new AlertPoster(settings.find(SettingCatalog.ALERT_WEBHOOK_URL), database, limit);
  }

  /** Posts all news that is not yet posted; logs a failure once. */
  public void postAll() {
    if (webhook.isEmpty()) {
      return;
    }
    try (Handle handle = database.open()) {
      if (handle.createQuery(SQL.get("only_poster")).mapTo(boolean.class).one()) {
        postAll(handle, webhook.get());
      }
      troubled = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | JdbiException e) {
      if (!troubled) {
        // the address itself may hold a secret
        LOG.warn("Alerts can't be posted to {}; they wait", webhook.get().getHost(), e);
      }
      troubled = true;
    }
  }

  private void postAll(Handle handle, URI address) throws IOException, InterruptedException {
    Optional<AlertPost> next = next(handle, 0);
    while (next.isPresent()) {
      AlertPost post = next.get();
      post(address, post);
      handle
          .createUpdate(SQL.get("posted"))
          .bind("id", post.id())
          .bind("event", post.event())
          .bind("revision", post.revision())
          .execute();
      // the same alert again, if it is resolved by now
      next = next(handle, post.id() - 1);
    }
  }

  private static Optional<AlertPost> next(Handle handle, long after) {
    return handle
        .createQuery(SQL.get("to_post"))
        .bind("after", after)
        .map(AlertPost.MAPPER)
        .findOne();
  }

  private void post(URI address, AlertPost post) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(limit)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", post.key())
            .POST(HttpRequest.BodyPublishers.ofString(post.json()))
            .build();
    int status = status(request);
    if (status < 200 || status > 299) {
      throw new IOException("The webhook for alerts answered " + status);
    }
  }

  /** Bounds the whole answer: the request's own timeout covers only its head. */
  private int status(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(2 * limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (ExecutionException e) {
      throw new IOException("The webhook for alerts can't be reached", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("The webhook for alerts does not end its answer", e);
    } finally {
      answer.cancel(true);
    }
  }
}
