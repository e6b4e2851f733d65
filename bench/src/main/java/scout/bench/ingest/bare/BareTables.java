package scout.bench.ingest.bare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import scout.settings.DatabaseSettings;

/** Tables like the ledger and bronze, with the same indexes, for the limits. */
public final class BareTables {
  private final DatabaseSettings owner;

  /**
   * @param owner may create tables
   */
  public BareTables(DatabaseSettings owner) {
    this.owner = owner;
  }

  /** Creates empty tables and makes a checkpoint, so that neither disturbs the measurement. */
  public void prepare() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS bare_bronze, bare_files");
      statement.execute("CREATE TABLE bare_bronze (LIKE scout.bronze_records INCLUDING ALL)");
      statement.execute("CREATE TABLE bare_files (LIKE scout.files INCLUDING ALL)");
      statement.execute("CHECKPOINT");
    }
  }

  Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", owner.user());
    login.setProperty("password", owner.password());
    return DriverManager.getConnection(owner.url(), login);
  }
}
