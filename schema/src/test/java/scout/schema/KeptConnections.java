package scout.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Connections of a test database's owner, kept for the next statement: a new one has to learn the
 * catalog first, which takes longer than what a test asks. Each begins without settings or
 * temporary tables of the one before. After {@link #close} none is kept.
 */
public final class KeptConnections implements ConnectionFactory, AutoCloseable {
  private final String url;
  private final Deque<Connection> kept = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param url of the database, whose superuser is {@code postgres}
   */
  public KeptConnections(String url) {
    this.url = url;
  }

  @Override
  public Connection openConnection() throws SQLException {
    for (Connection next = poll(); next != null; next = poll()) {
      if (next.isValid(1)) {
        return next;
      }
      next.close();
    }
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  private synchronized Connection poll() {
    return kept.pollLast();
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    if (!connection.isClosed() && connection.getAutoCommit()) {
      try (Statement discard = connection.createStatement()) {
        discard.execute("DISCARD ALL");
        if (keep(connection)) {
          return;
        }
      }
    }
    connection.close();
  }

  private synchronized boolean keep(Connection connection) {
    return !closed && kept.add(connection);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      for (Connection connection : kept) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    kept.clear();
  }
}
