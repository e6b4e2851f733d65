package scout.starter.alerts;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * The mail server and the sender.
 *
 * @param session knows how to reach and log in to the server
 * @param from the sender's address
 */
record MailServer(Session session, String from) {
  private static final String TLS = "smtps";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Reads {@code SCOUT_SMTP_…}.
   *
   * @throws SettingException if something is missing or invalid
   */
  static MailServer of(Settings settings, Duration limit) {
    URI server = needed(settings.find(SettingCatalog.SMTP_URL), SettingCatalog.SMTP_URL.name());
    String from = needed(settings.find(SettingCatalog.SMTP_FROM), SettingCatalog.SMTP_FROM.name());
    String protocol = server.getScheme();
    if (!Set.of("smtp", TLS).contains(protocol)) {
      throw new SettingException(
          SettingCatalog.SMTP_URL.name(), "begins with smtp:// or smtps://, not with " + protocol);
    }
    Optional<String> user = settings.find(SettingCatalog.SMTP_USER);
    Optional<String> password = settings.find(SettingCatalog.SMTP_PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      throw new SettingException(
          SettingCatalog.SMTP_PASSWORD.name(), "goes with SCOUT_SMTP_USER: give both or neither");
    }
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", protocol);
    String prefix = "mail." + protocol + ".";
    properties.put(prefix + "host", server.getHost());
    if (server.getPort() > 0) {
      properties.put(prefix + "port", String.valueOf(server.getPort()));
    }
    String milliseconds = String.valueOf(limit.toMillis());
    properties.put(prefix + "connectiontimeout", milliseconds);
    properties.put(prefix + "timeout", milliseconds);
    properties.put(prefix + "writetimeout", milliseconds);
    properties.put(prefix + "auth", String.valueOf(user.isPresent()));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put("mail.smtp.starttls.enable", "true");
    // A password never goes over the network in the clear, whatever a server in between offers.
    properties.put(
        "mail.smtp.starttls.required",
        String.valueOf(user.isPresent() && !LOOPBACK.contains(server.getHost())));
    return new MailServer(Session.getInstance(properties, login(user, password)), from);
  }

  private static Authenticator login(Optional<String> user, Optional<String> password) {
    if (user.isEmpty() || password.isEmpty()) {
      return null;
    }
    PasswordAuthentication login = new PasswordAuthentication(user.get(), password.get());
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return login;
      }
    };
  }

  private static <T> T needed(Optional<T> value, String name) {
    return value.orElseThrow(
        () -> new SettingException(name, "is not set, and SCOUT_ALERT_MAIL needs it"));
  }
}
