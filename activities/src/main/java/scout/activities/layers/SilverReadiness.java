package scout.activities.layers;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;

/**
 * Whether silver is built with the settings and the declaration of now. A declaration with another
 * key or other paths is in force a moment before its rebuild begins, and other settings during
 * theirs: both are awaited, since a refresh that fails comes back late.
 */
final class SilverReadiness {
  private static final int TRIES = 10;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Jdbi jdbi;
  private final LayerSettings settings;

  SilverReadiness(Jdbi jdbi, LayerSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  /** Fails if it is not, or if a table of the layer differs from what its SQL writes. */
  void require(Heartbeat heartbeat) {
    for (int tries = 0; tries < TRIES; tries++) {
      if (heartbeat.inTransaction(jdbi, this::isReady)) {
        return;
      }
      heartbeat.pause(PAUSE);
    }
    heartbeat.inTransaction(jdbi, handle -> require(handle, DeclaredSource.inForce(handle)));
  }

  /** False if a rebuild is to come; one that is under way is awaited. */
  private boolean isReady(Handle handle) {
    DeclaredSource source = DeclaredSource.inForce(handle);
    if (!inForce(source).are(handle)) {
      LayerLock.take(handle, Silver.LAYER);
      source = DeclaredSource.inForce(handle);
      if (!source.filled() && !inForce(source).are(handle)) {
        return false;
      }
    }
    return require(handle, source);
  }

  private boolean require(Handle handle, DeclaredSource source) {
    inForce(source).require(handle);
    Silver.requireContracts(handle, source);
    return true;
  }

  private SettingsInForce inForce(DeclaredSource source) {
    return new SettingsInForce(source.applied(settings));
  }
}
