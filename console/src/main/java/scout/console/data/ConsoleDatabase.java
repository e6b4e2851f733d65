package scout.console.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.schema.SqlFile;
import scout.schema.connections.LoginProperties;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;

/**
 * The console's connections. They log in as {@code scout_watch} and become {@code scout_console},
 * which may read and change nothing.
 */
public final class ConsoleDatabase implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final long CONNECT_MILLIS = 5_000;
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final String BECOME_READER =
      "SET ROLE scout_console; SET default_transaction_read_only = on;"
          + " SET statement_timeout = '8s'; SET jit = off";

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private ConsoleDatabase(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /** Opens the pool; the database may come later. */
  public static ConsoleDatabase open(Settings settings) {
    DatabaseSettings watch = DatabaseSettings.of(DatabaseRole.WATCH, settings);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(watch.url());
    config.setPoolName("console");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(BECOME_READER);
    config.setDataSourceProperties(LoginProperties.bounded(watch, LONGEST_ANSWER));
    // Each statement is planned for its parameters: filters that are not set cost nothing.
    config.addDataSourceProperty("prepareThreshold", "0");
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return new ConsoleDatabase(new HikariDataSource(config));
  }

  /** Runs several statements on one connection. */
  public <T> T read(Function<Handle, T> work) {
    return jdbi.withHandle(work::apply);
  }

  /** The rows of a statement; columns fill a record's components of the same name. */
  public <T> List<T> rows(SqlFile sql, String statement, Map<String, ?> parameters, Class<T> type) {
    return read(handle -> rows(handle, sql, statement, parameters, type));
  }

  /** The same on a connection. */
  public static <T> List<T> rows(
      Handle handle, SqlFile sql, String statement, Map<String, ?> parameters, Class<T> type) {
    return handle
        .createQuery(sql.get(statement))
        .bindMap(parameters)
        .map(ConstructorMapper.of(type))
        .list();
  }

  /** The first row, if there is one. */
  public <T> Optional<T> row(
      SqlFile sql, String statement, Map<String, ?> parameters, Class<T> type) {
    return rows(sql, statement, parameters, type).stream().findFirst();
  }

  @Override
  public void close() {
    pool.close();
  }
}
