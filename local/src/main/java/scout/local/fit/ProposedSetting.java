package scout.local.fit;

/**
 * A setting that makes more of the files.
 *
 * @param name e.g. {@code SCOUT_PATHS_AMOUNT}
 * @param value its value
 * @param sureness {@code sure} or {@code likely}
 * @param why what speaks for it, for people
 * @param acts when it acts
 */
record ProposedSetting(String name, String value, String sureness, String why, Acts acts) {
  /** When a setting acts. */
  enum Acts {
    /** When a file is read: what was taken already needs {@code reprocess}. */
    READING,
    /** When silver is built: what was taken already needs {@code rebuild silver}. */
    SILVER
  }

  /** Returns the setting as a line of a POSIX shell. */
  String exportLine() {
    return "export " + name + "='" + value.replace("'", "'\\''") + "'";
  }

  /** Returns the setting as a line of an {@code .env} file. */
  String envLine() {
    return name + "=" + value;
  }
}
