package scout.settings;

/**
 * How to log in to the database as one role.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param user the role
 * @param password its password; never printed
 */
public record DatabaseSettings(String url, String user, String password) {
  /** The name of the setting that holds the URL. */
  public static final String URL = "SCOUT_DB_URL";

  public DatabaseSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new SettingException(URL, "must have the form jdbc:postgresql://host:port/database");
    }
  }

  /** The owner of the schema: {@code SCOUT_DB_URL}, {@code _USER}, {@code _PASSWORD}. */
  public static DatabaseSettings owner(Settings settings) {
    return new DatabaseSettings(
        settings.require(URL),
        settings.require("SCOUT_DB_USER"),
        settings.require("SCOUT_DB_PASSWORD"));
  }

  /** A login role of the program; its password is the setting of {@link Role#passwordSetting()}. */
  public static DatabaseSettings of(Role role, Settings settings) {
    return new DatabaseSettings(
        settings.require(URL), role.roleName(), settings.require(role.passwordSetting()));
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url=" + url + ", user=" + user + "]";
  }
}
