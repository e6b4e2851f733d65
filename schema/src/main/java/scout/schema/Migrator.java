package scout.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/**
 * Migrates the schema, the roles and their grants, as the owner. Safe to repeat at any time;
 * changes only Scout's objects.
 */
public final class Migrator {
  /** A database's own timeouts must not abort a migration. */
  private static final String UNHURRIED =
      "SET statement_timeout = 0; SET lock_timeout = 0;"
          + " SET idle_in_transaction_session_timeout = 0; SET default_transaction_read_only = off;"
          + " SET default_transaction_isolation = 'read committed'";

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
            .dataSource(owner.url(), owner.user(), owner.password())
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

  private Connection connect() throws SQLException {
    Connection connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password());
    try (var statement = connection.createStatement()) {
      statement.execute(UNHURRIED);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }
}
