package scout.system.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.springframework.util.FileSystemUtils;
import scout.local.home.FreePorts;
import scout.local.home.ServerCache;
import scout.local.home.StackHome;
import scout.local.home.StoredSecrets;
import scout.local.postgres.LocalPostgres;
import scout.local.storage.MinioServer;
import scout.local.temporal.InstalledServers;
import scout.local.temporal.LocalTemporal;
import scout.local.temporal.Namespaces;
import scout.local.temporal.RealServers;
import scout.local.temporal.TemporalChoice;
import scout.schema.Migrator;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.StorageSettings;

/**
 * A real PostgreSQL, a real S3 server and the real Temporal server, each shared by many runs that
 * have a database, a bucket and a namespace of their own.
 */
final class Servers implements AutoCloseable {
  private static final String TEMPLATE = "template";

  private final Path folder;
  private final LocalPostgres postgres;
  private final LocalTemporal temporal;
  private final MinioServer storage;

  private Servers(
      Path folder, LocalPostgres postgres, LocalTemporal temporal, MinioServer storage) {
    this.folder = folder;
    this.postgres = postgres;
    this.temporal = temporal;
    this.storage = storage;
  }

  /**
   * Starts them with their data in the folder. Skips the test with a reason if they aren't
   * installed, and fails if {@code CI=true}.
   */
  static Servers start(Path folder) throws Exception {
    return start(folder, Map.of());
  }

  /** The same with more variables in the storage server's environment. */
  static Servers start(Path folder, Map<String, String> storageEnvironment) throws Exception {
    InstalledServers installed = new InstalledServers(ServerCache.servers(System.getenv()));
    RealServers.assume(installed);
    StackHome home = new StackHome(folder.toRealPath().resolve("home"));
    FreePorts ports = new FreePorts(home);
    MinioServer storage =
        MinioServer.start(
            Files.createDirectories(folder.resolve("storage")), false, storageEnvironment);
    LocalTemporal temporal = null;
    try {
      temporal =
          new TemporalChoice(home, ports, installed, "default").startInstalled().orElseThrow();
      LocalPostgres postgres =
          LocalPostgres.start(home, installed.cache(), ports, new StoredSecrets(home));
      Servers servers = new Servers(folder, postgres, temporal, storage);
      servers.database(TEMPLATE, "template1");
      Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
      for (DatabaseRole role : DatabaseRole.values()) {
        passwords.put(role, role.roleName());
      }
      new Migrator(servers.login(TEMPLATE)).migrate(passwords);
      return servers;
    } catch (Exception e) {
      storage.close();
      if (temporal != null) {
        temporal.close();
      }
      throw e;
    }
  }

  /** A folder for logs. */
  Path folder() {
    return folder;
  }

  /** The owner's login to one of the databases. */
  DatabaseSettings login(String database) {
    DatabaseSettings owner = postgres.owner();
    String server = owner.url().substring(0, owner.url().lastIndexOf('/') + 1);
    return new DatabaseSettings(server + database, owner.user(), owner.password());
  }

  /** Makes an empty database with Scout's schema. */
  DatabaseSettings database(String name) {
    return database(name, TEMPLATE);
  }

  private synchronized DatabaseSettings database(String name, String template) {
    DatabaseSettings owner = postgres.owner();
    Jdbi.create(owner.url(), owner.user(), owner.password())
        .useHandle(
            handle ->
                handle.execute("CREATE DATABASE \"%s\" TEMPLATE %s".formatted(name, template)));
    return login(name);
  }

  /** Makes a bucket. */
  StorageSettings bucket(String name, boolean versioned) throws Exception {
    return storage.makeBucket(name, versioned);
  }

  /** Frees the room that a bucket takes: some hold many gigabytes. */
  void removeBucket(String name) throws IOException {
    FileSystemUtils.deleteRecursively(objects(name));
  }

  /** Where the storage server keeps a bucket. */
  Path objects(String bucket) {
    return folder.resolve("storage").resolve("data").resolve(bucket);
  }

  /** Makes a namespace; to be used after {@link #awaitNamespaces}. */
  void namespace(String name) throws InterruptedException {
    Namespaces.make(temporal.address(), name);
  }

  /** Waits until every part of the server knows the namespaces that were made. */
  void awaitNamespaces() throws InterruptedException {
    // They look for new ones every ten seconds.
    Thread.sleep(12_000);
  }

  /** Where Temporal listens. */
  String temporalAddress() {
    return temporal.address();
  }

  @Override
  public void close() throws IOException {
    try {
      postgres.close();
    } finally {
      temporal.close();
      storage.close();
    }
  }
}
