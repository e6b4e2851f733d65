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
 * A PostgreSQL that all tests of the JVM share. Its databases are copies of one that was migrated
 * once; their superuser is {@code postgres}, and each role's password is its name.
 */
public final class SharedServer {
  private static final String TEMPLATE = "migrated";
  private static EmbeddedPostgres server;
  private static int count;

  private SharedServer() {}

  /** The URL of a new database with Scout's schema. */
  public static synchronized String copy() throws IOException, SQLException {
    start();
    String name = make("TEMPLATE " + TEMPLATE);
    // a copy has the template's tables, but not its grants
    asPostgres(
        "UPDATE pg_database SET datacl = (SELECT datacl FROM pg_database WHERE datname = '%s')"
                .formatted(TEMPLATE)
            + " WHERE datname = '%s'".formatted(name));
    return url(name);
  }

  /**
   * The URL of one that is migrated by itself.
   *
   * @param options of CREATE DATABASE
   */
  public static synchronized String create(String options) throws IOException, SQLException {
    start();
    String url = url(make(options));
    migrate(owner(url));
    return url;
  }

  private static void start() throws IOException, SQLException {
    if (server == null) {
      server = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      asPostgres("CREATE DATABASE " + TEMPLATE);
      migrate(owner(url(TEMPLATE)));
    }
  }

  private static String make(String options) {
    String name = "test" + ++count;
    asPostgres("CREATE DATABASE " + name + " " + options);
    return name;
  }

  private static String url(String name) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
  }

  private static void asPostgres(String statement) {
    Jdbi.create(server.getPostgresDatabase()).useHandle(handle -> handle.execute(statement));
  }

  /** Removes a database, and ends what is still logged in. */
  public static synchronized void drop(String url) {
    asPostgres("DROP DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " WITH (FORCE)");
  }

  /** The login of a database's owner. */
  public static DatabaseSettings owner(String url) {
    return new DatabaseSettings(url, "postgres", "postgres");
  }

  /** Brings a database of any server up to date, as the login that owns the schema. */
  public static void migrate(DatabaseSettings owner) throws SQLException {
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, role.roleName());
    }
    new Migrator(owner).migrate(passwords);
  }
}
