package scout.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * The collation of a database. Exactly-once rests on unique indexes, which are correct only while
 * the collation does not change.
 *
 * @param server the version of PostgreSQL
 * @param provider {@code builtin}, {@code icu} or {@code libc}
 * @param locale of that provider
 * @param version of the collation when the database was created; null if it has none
 * @param actualVersion of the collation now; null if it has none
 */
public record ServerLocale(
    String server, String provider, String locale, String version, String actualVersion) {
  private static final SqlFile SQL =
      SqlFile.load(ServerLocale.class, "/scout/schema/server_locale.sql");

  public ServerLocale {
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(locale, "locale");
  }

  /** Reads the collation of the connection's database. */
  public static ServerLocale of(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SQL.get("read"))) {
      rows.next();
      return new ServerLocale(
          rows.getString("server"),
          rows.getString("provider"),
          rows.getString("locale"),
          rows.getString("version"),
          rows.getString("actual_version"));
    }
  }

  /** A sentence that names it. */
  public String words() {
    return "PostgreSQL "
        + server
        + ", which orders texts by the "
        + provider
        + " locale "
        + locale
        + (actualVersion == null ? "" : ", version " + actualVersion)
        + ".";
  }

  /** The problem with it and what to do; empty if there is none. */
  public Optional<String> warning() {
    if (!Objects.equals(version, actualVersion)) {
      return Optional.of(
          "The database was made with version "
              + version
              + " of its locale, and this is version "
              + actualVersion
              + ": indexes on texts may be wrong, and files be loaded twice. Stop the workers, run"
              + " REINDEX DATABASE and ALTER DATABASE ... REFRESH COLLATION VERSION.");
    }
    if (provider.equals("libc") && !isPlain()) {
      return Optional.of(
          "The database orders texts by the operating system's "
              + locale
              + ", whose order an upgrade of the C library can change, so that unique indexes are"
              + " wrong. Prefer a database with LOCALE_PROVIDER builtin, see docs/operations.md.");
    }
    return Optional.empty();
  }

  /** True for the order of code points, which never changes. */
  private boolean isPlain() {
    return locale.equals("POSIX") || locale.equals("C") || locale.startsWith("C.");
  }
}
