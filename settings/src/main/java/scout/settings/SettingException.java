package scout.settings;

/** A setting is missing or invalid; the message names it and says what to do. */
public final class SettingException extends RuntimeException {
  private final String name;

  /**
   * @param name the setting's name, e.g. {@code SCOUT_DB_URL}
   * @param problem what is wrong and what to do, without the value of a secret
   */
  public SettingException(String name, String problem) {
    super(name + ": " + problem);
    this.name = name;
  }

  /** The name of the setting. */
  public String name() {
    return name;
  }
}
