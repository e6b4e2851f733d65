package scout.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import scout.schema.connections.LoginProperties;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/**
 * Migrates the schema, the roles and their grants, as the owner. Safe to repeat at any time;
 * changes only Scout's objects.
 */
public final class Migrator {
  /**
   * A database's own timeouts must not abort a migration. A client's machine that is gone is
   * detected within half a minute, also before the roles have their settings.
   */
  private static final String UNHURRIED =
      "SET statement_timeout = 0; SET lock_timeout = 0;"
          + " SET idle_in_transaction_session_timeout = 0; SET default_transaction_read_only = off;"
          + " SET default_transaction_isolation = 'read committed'; SET tcp_keepalives_idle = 10;"
          + " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4";

  private final DatabaseSettings owner;

  /**
   * @param owner a role that may create schemas and roles
   */
  public Migrator(DatabaseSettings owner) {
    this.owner = owner;
  }

  /**
   * Runs the missing migrations, applies all owners and grants again, then sets the login roles'
   * passwords. The passwords leave this process only as hashes.
   *
   * @param passwords of every login role
   * @return how many migrations ran
   * @throws UnsuitableDatabase if the server is too old, or the owner lacks a right
   */
  public int migrate(Map<DatabaseRole, String> passwords) throws SQLException {
    try (Connection connection = connect()) {
      MigrationPreflight.require(connection);
    }
    int executed =
        Flyway.configure()
            .dataSource(dataSource())
            .locations("classpath:scout/schema/migrations")
            .schemas("scout")
            .initSql(UNHURRIED)
            // databases of earlier releases list a repeatable migration that is now a callback
            .ignoreMigrationPatterns("*:future", "repeatable:missing")
            .load()
            .migrate()
            .migrationsExecuted;
    try (Connection connection = connect()) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      for (var entry : passwords.entrySet()) {
        postgres.alterUserPassword(
            entry.getKey().roleName(), entry.getValue().toCharArray(), "scram-sha-256");
      }
    }
    return executed;
  }

  /** The collation of the database. */
  public ServerLocale locale() throws SQLException {
    try (Connection connection = connect()) {
      return ServerLocale.of(connection);
    }
  }

  /** Its connections detect that the database's machine is gone. */
  private DataSource dataSource() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(owner.url());
    Properties login = LoginProperties.unwatched(owner);
    for (String name : login.stringPropertyNames()) {
      source.setProperty(name, login.getProperty(name));
    }
    return source;
  }

  private Connection connect() throws SQLException {
    Connection connection = dataSource().getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute(UNHURRIED);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }
}
