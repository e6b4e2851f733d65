package scout.bench.layers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jdbi.v3.core.Jdbi;
import org.springframework.util.FileSystemUtils;
import scout.local.home.FreePorts;
import scout.local.home.ServerCache;
import scout.local.home.StackHome;
import scout.local.home.StoredSecrets;
import scout.local.postgres.LocalPostgres;
import scout.settings.DatabaseSettings;

/** The PostgreSQL of {@code ./scout up}, in its own folder, which is deleted on close. */
final class BenchPostgres implements AutoCloseable {
  private final Path folder;
  private final LocalPostgres server;
  private final Deque<BenchDatabase> databases = new ArrayDeque<>();

  private BenchPostgres(Path folder, LocalPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  static BenchPostgres start() throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("scout-bench");
    StackHome home = new StackHome(folder);
    Path cache = ServerCache.servers(System.getenv());
    return new BenchPostgres(
        folder, LocalPostgres.start(home, cache, new FreePorts(home), new StoredSecrets(home)));
  }

  /** A new database with Scout's schema. */
  BenchDatabase create(String name) throws SQLException {
    DatabaseSettings owner = server.owner();
    Jdbi.create(owner.url(), owner.user(), owner.password())
        .useHandle(handle -> handle.execute("CREATE DATABASE " + name));
    String url = owner.url().replaceFirst("/[^/]*$", "/" + name);
    BenchDatabase database =
        BenchDatabase.open(name, new DatabaseSettings(url, owner.user(), owner.password()));
    databases.push(database);
    return database;
  }

  @Override
  public void close() throws IOException {
    databases.forEach(BenchDatabase::close);
    server.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
