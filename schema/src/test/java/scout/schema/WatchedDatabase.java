package scout.schema;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/**
 * A migrated database of its own, with the settings by which the starter and the commands log in,
 * on a PostgreSQL that all tests of the JVM share.
 */
public final class WatchedDatabase implements AutoCloseable {
  private static final String TEMPLATE = "migrated";
  private static EmbeddedPostgres server;
  private static int count;

  private final String name;
  private final String url;
  private final KeptConnections kept;

  private WatchedDatabase(String name) {
    this.name = name;
    this.url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    this.kept = new KeptConnections(url);
  }

  /** Makes it, empty but for the schema. */
  public static synchronized WatchedDatabase start() throws IOException, SQLException {
    if (server == null) {
      server = EmbeddedPostgres.start();
      Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
      for (DatabaseRole role : DatabaseRole.values()) {
        passwords.put(role, role.roleName());
      }
      WatchedDatabase template = make(TEMPLATE, "template1");
      new Migrator(new DatabaseSettings(template.url, "postgres", "postgres")).migrate(passwords);
    }
    return make("test" + ++count, TEMPLATE);
  }

  private static WatchedDatabase make(String name, String template) {
    asPostgres("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
    // A copy has the template's tables, but not its grants.
    asPostgres(
        "UPDATE pg_database SET datacl = (SELECT datacl FROM pg_database WHERE datname = '%s')"
                .formatted(template)
            + " WHERE datname = '%s'".formatted(name));
    return new WatchedDatabase(name);
  }

  private static void asPostgres(String statement) {
    Jdbi.create(server.getPostgresDatabase()).useHandle(handle -> handle.execute(statement));
  }

  /** Statements as the owner, for what a test sets up and looks at. */
  public Jdbi owner() {
    return Jdbi.create(kept);
  }

  /** {@code SCOUT_DB_URL} and the password of {@code scout_watch}. */
  public Map<String, String> settings() {
    return Map.of(
        "SCOUT_DB_URL", url, DatabaseRole.WATCH.passwordSetting(), DatabaseRole.WATCH.roleName());
  }

  /** Ends what is still logged in. */
  @Override
  public void close() {
    kept.close();
    asPostgres("DROP DATABASE %s WITH (FORCE)".formatted(name));
  }
}
