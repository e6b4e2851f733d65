package scout.local.fit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.springframework.util.FileSystemUtils;
import scout.local.home.FreePorts;
import scout.local.home.ServerCache;
import scout.local.home.StackHome;
import scout.local.home.StoredSecrets;
import scout.local.postgres.LocalPostgres;
import scout.schema.Migrator;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * A connection as {@code scout_transform}: to the stack's database, else to an embedded one that
 * ends with this object.
 */
final class FitDatabase implements AutoCloseable {
  private static final String OPTIONS =
      "connectTimeout=5&loginTimeout=10&ApplicationName=scout-fit";

  private final Handle handle;
  private final LocalPostgres embedded;
  private final Path folder;

  private FitDatabase(Handle handle, LocalPostgres embedded, Path folder) {
    this.handle = handle;
    this.embedded = embedded;
    this.folder = folder;
  }

  /** Returns whether these settings name a usable database. */
  static boolean isNamedBy(Settings settings) {
    return settings.find(SettingCatalog.DB_URL).isPresent()
        && settings.find(DatabaseRole.TRANSFORM.password()).isPresent();
  }

  /** Logs in to the database of the settings; if they name none, starts one. */
  static FitDatabase open(Settings settings)
      throws IOException, InterruptedException, SQLException {
    if (isNamedBy(settings)) {
      return new FitDatabase(
          login(DatabaseSettings.of(DatabaseRole.TRANSFORM, settings)), null, null);
    }
    Path folder = Files.createTempDirectory("scout-fit").toRealPath();
    StackHome home = new StackHome(folder);
    LocalPostgres embedded = null;
    try {
      StoredSecrets secrets = new StoredSecrets(home);
      embedded =
          LocalPostgres.start(
              home, ServerCache.servers(System.getenv()), new FreePorts(home), secrets);
      Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
      for (DatabaseRole role : DatabaseRole.values()) {
        passwords.put(role, secrets.get("database-" + role.roleName()));
      }
      new Migrator(embedded.owner()).migrate(passwords);
      Handle handle =
          login(
              new DatabaseSettings(
                  embedded.owner().url(),
                  DatabaseRole.TRANSFORM.roleName(),
                  passwords.get(DatabaseRole.TRANSFORM)));
      return new FitDatabase(handle, embedded, folder);
    } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
      end(embedded, folder);
      throw e;
    }
  }

  private static Handle login(DatabaseSettings transform) {
    String url = transform.url() + (transform.url().contains("?") ? "&" : "?") + OPTIONS;
    return Jdbi.open(url, transform.user(), transform.password());
  }

  Handle handle() {
    return handle;
  }

  @Override
  public void close() throws IOException {
    handle.close();
    end(embedded, folder);
  }

  private static void end(LocalPostgres embedded, Path folder) throws IOException {
    if (embedded != null) {
      embedded.close();
    }
    FileSystemUtils.deleteRecursively(folder);
  }
}
