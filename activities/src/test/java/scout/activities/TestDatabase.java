package scout.activities;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.RolePool;
import scout.schema.KeptConnections;
import scout.schema.Migrator;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/**
 * A migrated database of its own on a real PostgreSQL that all tests of the JVM share; a copy of
 * one that was migrated once. Close it when the test class is done.
 */
public final class TestDatabase implements AutoCloseable {
  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres server;

  private final String url;
  private final KeptConnections kept;
  private final Map<DatabaseRole, RolePool> pools = new EnumMap<>(DatabaseRole.class);

  private TestDatabase(String url) {
    this.url = url;
    this.kept = new KeptConnections(url);
  }

  /** Creates an empty database with Scout's schema. */
  public static synchronized TestDatabase create() throws IOException, SQLException {
    start();
    return make("TEMPLATE " + TEMPLATE).withGrants();
  }

  /**
   * The same with a locale of its own.
   *
   * @param options of CREATE DATABASE
   */
  public static synchronized TestDatabase create(String options) throws IOException, SQLException {
    start();
    TestDatabase database = make(options);
    database.migrate(database.ownerSettings());
    return database;
  }

  private static void start() throws IOException, SQLException {
    if (server == null) {
      server = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      superuser().useHandle(handle -> handle.execute("CREATE DATABASE " + TEMPLATE));
      TestDatabase template = of(server, TEMPLATE);
      template.migrate(template.ownerSettings());
    }
  }

  private static Jdbi superuser() {
    return Jdbi.create(server.getPostgresDatabase());
  }

  private static TestDatabase make(String options) {
    String name = "test" + COUNT.incrementAndGet();
    superuser().useHandle(handle -> handle.execute("CREATE DATABASE " + name + " " + options));
    return of(server, name);
  }

  /** A copy has the template's tables, but not its grants. */
  private TestDatabase withGrants() {
    superuser()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE pg_database SET datacl = (SELECT datacl FROM pg_database"
                        + " WHERE datname = ?) WHERE datname = ?",
                    TEMPLATE,
                    url.substring(url.lastIndexOf('/') + 1)));
    return this;
  }

  /** A database of another server, whose superuser is {@code postgres}. */
  public static TestDatabase of(EmbeddedPostgres server, String name) {
    return new TestDatabase("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name);
  }

  /** Brings it up to date, as the login that owns the schema. */
  public void migrate(DatabaseSettings owner) throws SQLException {
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, role.roleName());
    }
    new Migrator(owner).migrate(passwords);
  }

  /** Where it is. */
  public String url() {
    return url;
  }

  /** The login of the schema's owner. */
  public DatabaseSettings ownerSettings() {
    return new DatabaseSettings(url, "postgres", "postgres");
  }

  /** The login of one of the program's roles. */
  public DatabaseSettings settings(DatabaseRole role) {
    return new DatabaseSettings(url, role.roleName(), role.roleName());
  }

  /** Statements as the owner, for what a test sets up and looks at. */
  public Jdbi owner() {
    return Jdbi.create(kept);
  }

  /** A small pool as one of the program's roles. */
  public synchronized RolePool as(DatabaseRole role) {
    return pools.computeIfAbsent(role, r -> RolePool.open(settings(r), 8));
  }

  @Override
  public synchronized void close() {
    pools.values().forEach(RolePool::close);
    kept.close();
  }
}
