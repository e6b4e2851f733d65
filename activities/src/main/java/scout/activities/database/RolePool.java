package scout.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.jdbi.v3.core.Jdbi;
import scout.schema.connections.LoginProperties;
import scout.schema.connections.SocketGroup;
import scout.settings.DatabaseSettings;

/** A pool of connections that are logged in as one role. */
public final class RolePool implements AutoCloseable {
  private static final long CONNECT_TIMEOUT_MILLIS = 10_000;

  private final HikariDataSource pool;
  private final SocketGroup sockets;
  private final PeerWatch watch;
  private final Jdbi jdbi;

  private RolePool(HikariDataSource pool, SocketGroup sockets, PeerWatch watch) {
    this.pool = pool;
    this.sockets = sockets;
    this.watch = watch;
    this.jdbi = Jdbi.create(pool).configure(WatchedBy.class, by -> by.set(watch));
  }

  /**
   * Opens a pool; fails if the database can't be reached.
   *
   * @param size the most connections, and so the most activities that may use it at once
   */
  public static RolePool open(DatabaseSettings settings, int size) {
    return open(settings, size, PeerPatience.USUAL);
  }

  /** The same, with how long a silent database is tolerated. */
  static RolePool open(DatabaseSettings settings, int size, PeerPatience patience) {
    SocketGroup sockets = SocketGroup.open();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    config.setPoolName(settings.user());
    config.setDataSourceProperties(LoginProperties.watched(settings, sockets));
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // Whoever makes sure that its working tables exist would have all statements planned anew.
    config.addDataSourceProperty("flushCacheOnDdl", "false");
    // An error's details hold the row's values, which must not reach a log or a history.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    HikariDataSource pool = new HikariDataSource(config);
    return new RolePool(pool, sockets, PeerWatch.start(settings, sockets, patience));
  }

  /** Statements with named parameters on pooled connections. */
  public Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    watch.close();
    pool.close();
    sockets.close();
  }
}
