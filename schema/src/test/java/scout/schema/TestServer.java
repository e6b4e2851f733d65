package scout.schema;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import scout.settings.DatabaseSettings;

/** A PostgreSQL of the test's own, with as many databases as it asks for. */
public final class TestServer implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private int databases;

  private TestServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  public static TestServer start() throws IOException {
    return new TestServer(EmbeddedPostgres.start());
  }

  /** The URL of a new empty database. */
  public String database() throws SQLException {
    return database("");
  }

  /** The same with these options of CREATE DATABASE. */
  String database(String options) throws SQLException {
    String name = "test" + ++databases;
    try (Connection connection = connect(postgres.getJdbcUrl("postgres", "postgres"))) {
      connection.createStatement().execute("CREATE DATABASE " + name + " " + options);
    }
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name;
  }

  public static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  /** Brings a database up to date, as {@code ./scout migrate} does. */
  public static void migrate(String url) throws SQLException {
    new Migrator(new DatabaseSettings(url, "postgres", "postgres")).migrate(Map.of());
  }

  /** Runs the migrations of a folder alone. */
  static void migrate(String url, Path folder) {
    Flyway.configure()
        .dataSource(url, "postgres", "postgres")
        .locations("filesystem:" + folder)
        .schemas("scout")
        .load()
        .migrate();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
