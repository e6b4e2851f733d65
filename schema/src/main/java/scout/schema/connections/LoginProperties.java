package scout.schema.connections;

import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;
import scout.settings.DatabaseSettings;

/**
 * The driver's properties for a login. Each connection detects within a minute that the database's
 * machine is gone. The roles' SQL sets how the database detects a dead client.
 */
public final class LoginProperties {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LOGIN = Duration.ofSeconds(10);

  private LoginProperties() {}

  /**
   * For statements that may take as long as they need.
   *
   * @param group the group that watches the connection's socket
   */
  public static Properties watched(DatabaseSettings settings, SocketGroup group) {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, settings.user());
    PGProperty.PASSWORD.set(properties, settings.password());
    PGProperty.APPLICATION_NAME.set(properties, settings.user());
    PGProperty.CONNECT_TIMEOUT.set(properties, (int) CONNECT.toSeconds());
    PGProperty.LOGIN_TIMEOUT.set(properties, (int) LOGIN.toSeconds());
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.SOCKET_FACTORY.set(properties, PeerSocketFactory.class.getName());
    PGProperty.SOCKET_FACTORY_ARG.set(properties, group.id());
    return properties;
  }

  /**
   * For short statements.
   *
   * @param longestAnswer the time limit per statement, in whole seconds; after it the connection
   *     fails
   */
  public static Properties bounded(DatabaseSettings settings, Duration longestAnswer) {
    Properties properties = unwatched(settings);
    PGProperty.SOCKET_TIMEOUT.set(properties, (int) longestAnswer.toSeconds());
    return properties;
  }

  /** For long statements of a command that a person waits for and can end. */
  public static Properties unwatched(DatabaseSettings settings) {
    return watched(settings, SocketGroup.NOBODY);
  }
}
