package scout.starter.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.schema.SqlFile;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.starter.alerts.BoundedHttp;
import scout.starter.alerts.DeliveryMeters;

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
  private static final String TARGET = "webhook";

  private final Optional<URI> webhook;
  private final Jdbi database;
  private final BoundedHttp http;
  private final DeliveryMeters meters;
  private boolean troubled;

  private AlertPoster(
      Optional<URI> webhook, Jdbi database, Duration limit, MeterRegistry registry) {
    this.webhook = webhook;
    this.database = database;
    this.http = new BoundedHttp(limit);
    this.meters = new DeliveryMeters(registry);
    meters.add(TARGET);
  }

  /**
   * Posts to {@code SCOUT_ALERT_WEBHOOK_URL}, or nowhere if it is not set.
   *
   * @param registry receives counters of posts, as target {@code webhook}
   */
  public static AlertPoster of(Settings settings, Jdbi database, MeterRegistry registry) {
    return new AlertPoster(
        settings.find(SettingCatalog.ALERT_WEBHOOK_URL), database, LIMIT, registry);
  }

  /** With another time limit of a post, and counters that nobody reads. */
  static AlertPoster of(Settings settings, Jdbi database, Duration limit) {
    return new AlertPoster(
        settings.find(SettingCatalog.ALERT_WEBHOOK_URL),
        database,
        limit,
        new SimpleMeterRegistry());
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
      if (e instanceof IOException) {
        meters.failed(TARGET);
      }
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
      meters.sent(TARGET);
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
    int status =
        http.send(
                HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", post.key())
                    .POST(HttpRequest.BodyPublishers.ofString(post.json())))
            .statusCode();
    if (status < 200 || status > 299) {
      throw new IOException("The webhook for alerts answered " + status);
    }
  }
}
