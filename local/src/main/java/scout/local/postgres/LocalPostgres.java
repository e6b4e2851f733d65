package scout.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import scout.local.home.FreePorts;
import scout.local.home.LeftoverServers;
import scout.local.home.LocalException;
import scout.local.home.ServerProcess;
import scout.local.home.StackHome;
import scout.local.home.StoredSecrets;
import scout.settings.DatabaseSettings;

/**
 * An embedded PostgreSQL with its data in the home. It listens on the loopback address, requires
 * passwords, and is as durable as a production server.
 */
public final class LocalPostgres implements AutoCloseable {
  private static final String NAME = "postgres";
  private static final String OWNER = "scout";
  private static final String DATABASE = "scout";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final PostgresPrograms programs;
  private final Path data;
  private final Path log;
  private final ServerProcess process;
  private final DatabaseSettings owner;

  private LocalPostgres(
      PostgresPrograms programs,
      Path data,
      Path log,
      ServerProcess process,
      DatabaseSettings owner) {
    this.programs = programs;
    this.data = data;
    this.log = log;
    this.process = process;
    this.owner = owner;
  }

  /**
   * Starts the server, on a new cluster if the home has none; returns when it answers. Ends a
   * server of a killed run first.
   *
   * @param cache where the programs are unpacked
   */
  public static LocalPostgres start(
      StackHome home, Path cache, FreePorts ports, StoredSecrets secrets)
      throws IOException, InterruptedException, SQLException {
    PostgresPrograms programs = PostgresPrograms.unpack(cache);
    Path folder = home.folder(NAME);
    Path data = folder.resolve("data");
    Path log = home.folder("logs").resolve(NAME + ".log");
    if (new LeftoverServers(home).find(NAME).isPresent()) {
      stop(programs, data, log, "immediate");
    }
    String password = secrets.get("database-owner");
    if (!Files.isDirectory(data)) {
      create(programs, folder, data, log, secrets.file("database-owner"));
    }
    int port = ports.get(NAME);
    configure(data, port);
    ServerProcess process =
        ServerProcess.start(
            home, NAME, programs.command("postgres", "-D", data.toString()), Map.of());
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/";
    DatabaseSettings owner = new DatabaseSettings(url + DATABASE, OWNER, password);
    LocalPostgres postgres = new LocalPostgres(programs, data, log, process, owner);
    try {
      process.awaitReady(() -> createDatabase(url + "postgres", password), START_LIMIT);
    } catch (RuntimeException | InterruptedException e) {
      postgres.close();
      throw e;
    }
    return postgres;
  }

  /** Creates a cluster atomically: an interruption leaves none. */
  private static void create(
      PostgresPrograms programs, Path folder, Path data, Path log, Path passwordFile)
      throws IOException, InterruptedException {
    Path draft = Files.createTempDirectory(folder, "new");
    programs.run(
        log,
        "initdb",
        "--pgdata=" + draft,
        "--username=" + OWNER,
        "--auth=scram-sha-256",
        "--pwfile=" + passwordFile,
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8");
    Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void configure(Path data, int port) throws IOException {
    Files.writeString(
        data.resolve("postgresql.conf"),
        """
        # Written at every start; changes are lost.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        fsync = on
        synchronous_commit = on
        max_connections = 200
        shared_buffers = 256MB
        max_wal_size = 2GB
        password_encryption = scram-sha-256
        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        datestyle = 'iso, mdy'
        """
            .formatted(port));
  }

  private static void createDatabase(String url, String password) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, OWNER, password);
        Statement statement = connection.createStatement();
        var found =
            statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
  }

  private static void stop(PostgresPrograms programs, Path data, Path log, String mode)
      throws IOException, InterruptedException {
    programs.run(log, "pg_ctl", "stop", "-D", data.toString(), "-m", mode, "-t", "20");
  }

  /** The login of the cluster's owner, who also owns the schema. */
  public DatabaseSettings owner() {
    return owner;
  }

  /** The server. */
  public ServerProcess server() {
    return process;
  }

  /** The server's process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    if (!process.alive()) {
      process.close();
      return;
    }
    try {
      stop(programs, data, log, "fast");
      process.awaitEnd();
    } catch (InterruptedException e) {
      process.close();
      Thread.currentThread().interrupt();
    } catch (LocalException e) {
      process.close();
      throw e;
    }
  }
}
