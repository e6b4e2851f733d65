package scout.schema;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import scout.settings.DatabaseRole;

/**
 * A migrated database of its own, with the settings by which the starter and the commands log in.
 */
public final class WatchedDatabase implements AutoCloseable {
  private final String url;
  private final KeptConnections kept;

  private WatchedDatabase(String url) {
    this.url = url;
    this.kept = new KeptConnections(url);
  }

  /** Makes it, empty but for the schema. */
  public static WatchedDatabase start() throws IOException, SQLException {
    return new WatchedDatabase(SharedServer.copy());
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

  /** Removes it. */
  @Override
  public void close() {
    kept.close();
    SharedServer.drop(url);
  }
}
