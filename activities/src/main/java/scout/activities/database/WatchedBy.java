package scout.activities.database;

import org.jdbi.v3.core.config.JdbiConfig;

/** Which watch a pool's statements are under; none where a pool has none. */
public final class WatchedBy implements JdbiConfig<WatchedBy> {
  private PeerWatch watch;

  /** Jdbi makes it. */
  public WatchedBy() {}

  void set(PeerWatch by) {
    this.watch = by;
  }

  /** True if a statement of this thread runs on a database that answers, as far as is known. */
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
