package scout.starter;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import scout.schema.Migrator;
import scout.settings.DatabaseSettings;
import scout.settings.Role;

/** A migrated PostgreSQL of its own, with the settings by which the starter's side logs in. */
public final class WatchedDatabase implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final String url;

  private WatchedDatabase(EmbeddedPostgres server) {
    this.server = server;
    this.url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  /** Starts it, empty but for the schema. */
  public static WatchedDatabase start() throws IOException, SQLException {
    WatchedDatabase database = new WatchedDatabase(EmbeddedPostgres.start());
    Map<Role, String> passwords = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      passwords.put(role, role.roleName());
    }
    new Migrator(new DatabaseSettings(database.url, "postgres", "postgres")).migrate(passwords);
    return database;
  }

  /** Statements as the owner, for what a test sets up and looks at. */
  public Jdbi owner() {
    return Jdbi.create(url, "postgres", "postgres");
  }

  /** {@code SCOUT_DB_URL} and the password of {@code scout_watch}. */
  public Map<String, String> settings() {
    return Map.of("SCOUT_DB_URL", url, Role.WATCH.passwordSetting(), Role.WATCH.roleName());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
