package scout.settings;

import java.util.Locale;

/** The login roles of the program; each may do only what its statements need. */
public enum DatabaseRole {
  /** Claims, loads, archives, sweeps. */
  INGEST(SettingCatalog.DB_INGEST_PASSWORD),
  /** Settles files, refreshes the layers, runs the checks. */
  TRANSFORM(SettingCatalog.DB_TRANSFORM_PASSWORD),
  /** Reads gold, platinum and the views. */
  READER(SettingCatalog.DB_READER_PASSWORD),
  /** The starter's timers and the read side: reads everything, writes alerts. */
  WATCH(SettingCatalog.DB_WATCH_PASSWORD);

  private final Setting<String> password;

  DatabaseRole(Setting<String> password) {
    this.password = password;
  }

  /** The role's name in the database, e.g. {@code scout_ingest}. */
  public String roleName() {
    return "scout_" + name().toLowerCase(Locale.ROOT);
  }

  /** The setting that holds its password. */
  public Setting<String> password() {
    return password;
  }

  /** The name of that setting, e.g. {@code SCOUT_DB_INGEST_PASSWORD}. */
  public String passwordSetting() {
    return password.name();
  }
}
