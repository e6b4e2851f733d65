package scout.local.stack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import scout.settings.DatabaseSettings;

/** The owner's login as one URL, as psql and most other tools accept it. */
final class OwnerUrl {
  private static final String JDBC = "jdbc:postgresql://";

  private OwnerUrl() {}

  /** {@code postgresql://user:password@host:port/database}. */
  static String of(DatabaseSettings owner) {
    return "postgresql://"
        + encode(owner.user())
        + ":"
        + encode(owner.password())
        + "@"
        + owner.url().substring(JDBC.length());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
