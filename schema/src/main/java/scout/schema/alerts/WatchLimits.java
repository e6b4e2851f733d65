package scout.schema.alerts;

import java.time.Duration;

/** After how long the watch opens an alert; whoever lists what it is about needs the same. */
public final class WatchLimits {
  /** A file that is under way for longer is stuck. */
  public static final Duration FILE_STUCK = Duration.ofMinutes(30);

  /**
   * A layer for which something has waited longer is behind. A failed refresh is retried within a
   * quarter of an hour.
   */
  public static final Duration LAYERS_BEHIND = Duration.ofMinutes(30);

  private WatchLimits() {}
}
