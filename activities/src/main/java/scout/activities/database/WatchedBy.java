package scout.activities.database;

import org.jdbi.v3.core.config.JdbiConfig;

/** The watch over a pool's statements, if it has one. */
public final class WatchedBy implements JdbiConfig<WatchedBy> {
  private PeerWatch watch;

  /** Called by Jdbi. */
  public WatchedBy() {}

  void set(PeerWatch by) {
    this.watch = by;
  }

  /** Returns true if a statement of this thread runs and, as far as known, its database answers. */
  boolean serves(Thread thread) {
    return watch == null || watch.serves(thread);
  }

  @Override
  public WatchedBy createCopy() {
    WatchedBy copy = new WatchedBy();
    copy.watch = watch;
    return copy;
  }
}
