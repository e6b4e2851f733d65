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
 * Brings the schema, the roles and what each may do up to date, as the owner. Safe to run again at
 * any time; nothing that isn't Scout's is changed.
 */
public final class Migrator {
  /** What a database sets for everybody must not cut a migration short. */
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
   * Runs what is missing of the migrations, applies all owners and grants anew, then sets the login
   * roles' passwords. The passwords leave this process only as hashes.
   *
   * @param passwords of every login role
   * @return how many migrations ran
   * @throws UnsuitableDatabase if the server is too old, or the owner may not do what is needed
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
            // databases of earlier releases know a repeatable migration that is a callback now
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

  /** How the database orders texts. */
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
