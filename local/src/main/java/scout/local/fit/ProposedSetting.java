package scout.local.fit;

import java.util.regex.Pattern;

/**
 * A setting with which more of the files is loaded.
 *
 * @param name e.g. {@code SCOUT_PATHS_AMOUNT}
 * @param value its value
 * @param sureness {@code sure} or {@code likely}
 * @param why the reason, for people
 * @param acts when it takes effect
 */
record ProposedSetting(String name, String value, String sureness, String why, Acts acts) {
  /** What compose would take for quotes around the value, a variable or a comment. */
  private static final Pattern UNUSUAL = Pattern.compile("^[\"']|[$]|\\s#");

  /** When a setting takes effect. */
  enum Acts {
    /** When a file is read; loaded files need {@code reprocess}. */
    READING,
    /** When silver is built; loaded files need {@code rebuild silver}. */
    SILVER
  }

  /** Returns the setting as a line of a POSIX shell. */
  String exportLine() {
    return "export " + name + "='" + value.replace("'", "'\\''") + "'";
  }

  /**
   * Returns the setting as a line of an {@code .env} file, in quotes only where compose needs it.
   */
  String envLine() {
    boolean plain = !UNUSUAL.matcher(value).find() || value.indexOf('\'') >= 0;
    return name + "=" + (plain ? value : "'" + value + "'");
  }
}
