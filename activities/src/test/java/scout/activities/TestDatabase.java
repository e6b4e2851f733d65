package scout.activities;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.RolePool;
import scout.schema.KeptConnections;
import scout.schema.SharedServer;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/** A migrated database of its own, with pools of the program's roles. Close it at the end. */
public final class TestDatabase implements AutoCloseable {
  private final String url;
  private final Runnable removal;
  private final KeptConnections kept;
  private final Map<DatabaseRole, RolePool> pools = new EnumMap<>(DatabaseRole.class);

  private TestDatabase(String url, Runnable removal) {
    this.url = url;
    this.removal = removal;
    this.kept = new KeptConnections(url);
  }

  /** Creates an empty database with Scout's schema. */
  public static TestDatabase create() throws IOException, SQLException {
    return shared(SharedServer.copy());
  }

  /**
   * The same with a locale of its own.
   *
   * @param options of CREATE DATABASE
   */
  public static TestDatabase create(String options) throws IOException, SQLException {
    return shared(SharedServer.create(options));
  }

  private static TestDatabase shared(String url) {
    return new TestDatabase(url, () -> SharedServer.drop(url));
  }

  /** A database of another server, whose superuser is {@code postgres}. */
  public static TestDatabase of(EmbeddedPostgres server, String name) {
    return new TestDatabase(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, () -> {});
  }

  /** Brings it up to date, as the login that owns the schema. */
  public void migrate(DatabaseSettings owner) throws SQLException {
    SharedServer.migrate(owner);
  }

  /** Where it is. */
  public String url() {
    return url;
  }

  /** The login of the schema's owner. */
  public DatabaseSettings ownerSettings() {
    return SharedServer.owner(url);
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

  /** Ends the sessions of the program's roles. */
  public synchronized void logOut() {
    pools.values().forEach(RolePool::close);
    pools.clear();
  }

  @Override
  public synchronized void close() {
    logOut();
    kept.close();
    removal.run();
  }
}
