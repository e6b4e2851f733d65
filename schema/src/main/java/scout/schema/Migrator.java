package scout.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import scout.settings.DatabaseSettings;
import scout.settings.Role;

/** Brings the schema and the roles up to date, as the owner. Safe to run again at any time. */
public final class Migrator {
  private final DatabaseSettings owner;

  /**
   * @param owner a role that may create schemas and roles
   */
  public Migrator(DatabaseSettings owner) {
    this.owner = owner;
  }

  /**
   * Runs what is missing of the migrations, then sets the login roles' passwords. The passwords
   * leave this process only as hashes.
   *
   * @param passwords of every login role
   * @return how many migrations ran
   */
  public int migrate(Map<Role, String> passwords) throws SQLException {
    int executed =
        Flyway.configure()
            .dataSource(owner.url(), owner.user(), owner.password())
            .locations("classpath:scout/schema/migrations")
            .schemas("scout")
            .load()
            .migrate()
            .migrationsExecuted;
    try (Connection connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      for (var entry : passwords.entrySet()) {
        postgres.alterUserPassword(
            entry.getKey().roleName(), entry.getValue().toCharArray(), "scram-sha-256");
      }
    }
    return executed;
  }
}
