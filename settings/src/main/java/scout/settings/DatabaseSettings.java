package scout.settings;

/**
 * How to log in to the database as one role.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param user the role
 * @param password its password; never printed
 */
public record DatabaseSettings(String url, String user, String password) {
  public DatabaseSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new SettingException(
          SettingCatalog.DB_URL.name(), "must have the form jdbc:postgresql://host:port/database");
    }
  }

  /** The owner of the schema: {@code SCOUT_DB_URL}, {@code _USER}, {@code _PASSWORD}. */
  public static DatabaseSettings owner(Settings settings) {
    return new DatabaseSettings(
        settings.get(SettingCatalog.DB_URL),
        settings.get(SettingCatalog.DB_USER),
        settings.get(SettingCatalog.DB_PASSWORD));
  }

  /**
   * A login role of the program; its password is the setting of {@link DatabaseRole#password()}.
   */
  public static DatabaseSettings of(DatabaseRole role, Settings settings) {
    return new DatabaseSettings(
        settings.get(SettingCatalog.DB_URL), role.roleName(), settings.get(role.password()));
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url=" + url + ", user=" + user + "]";
  }
}
