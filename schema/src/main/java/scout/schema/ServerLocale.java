package scout.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * How a database orders texts. The unique indexes on which exactly-once rests are right only as
 * long as that order stays.
 *
 * @param server the version of PostgreSQL
 * @param provider {@code builtin}, {@code icu} or {@code libc}
 * @param locale of that provider
 * @param version of its order when the database was made; null where it has none
 * @param actualVersion of its order now; null where it has none
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

  /** Of the database that this connection leads to. */
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

  /** Which it is, in a sentence. */
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

  /** What is wrong with it and what to do, if anything is. */
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

  /** In the order of code points, which never changes. */
  private boolean isPlain() {
    return locale.equals("POSIX") || locale.equals("C") || locale.startsWith("C.");
  }
}
