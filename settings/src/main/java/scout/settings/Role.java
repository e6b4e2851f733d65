package scout.settings;

import java.util.Locale;

/** The login roles of the program; each may do only what its statements need. */
public enum Role {
  /** Claims, loads, archives, sweeps. */
  INGEST,
  /** Settles and refreshes the layers, runs the checks. */
  TRANSFORM,
  /** Reads gold, platinum and the views. */
  READER,
  /** The starter's timer and read side: reads everything, writes alerts. */
  WATCH;

  /** The role's name in the database, e.g. {@code scout_ingest}. */
  public String roleName() {
    return "scout_" + name().toLowerCase(Locale.ROOT);
  }

  /** The setting that holds its password, e.g. {@code SCOUT_DB_INGEST_PASSWORD}. */
  public String passwordSetting() {
    return "SCOUT_DB_" + name() + "_PASSWORD";
  }
}
