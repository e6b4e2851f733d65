package scout.starter.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.starter.alerts.BoundedHttp;

/**
 * A dead man's switch: asks an outside address as long as the watch is well. The service behind it
 * tells somebody when it misses that, also if this machine is gone.
 */
public final class HeartbeatPing {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatPing.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Optional<URI> address;
  private final BoundedHttp http = new BoundedHttp(LIMIT);
  private boolean troubled;

  private HeartbeatPing(Optional<URI> address) {
    this.address = address;
  }

  /** Asks {@code SCOUT_HEARTBEAT_URL}, or nobody if it is not set. */
  public static HeartbeatPing of(Settings settings) {
    return new HeartbeatPing(settings.find(SettingCatalog.HEARTBEAT_URL));
  }

  /**
   * Asks once; logs a failure once.
   *
   * @param well whether the watch is well now; nobody is asked if not
   */
  public void ping(BooleanSupplier well) {
    if (address.isEmpty() || !well.getAsBoolean()) {
      return;
    }
    try {
      int status = http.send(HttpRequest.newBuilder(address.get()).GET()).statusCode();
      if (status < 200 || status > 299) {
        throw new IOException("answered " + status);
      }
      troubled = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (!troubled) {
        // the address itself is a secret
        LOG.warn("SCOUT_HEARTBEAT_URL {}; it is asked again each minute", e.getMessage());
      }
      troubled = true;
    }
  }
}
