package scout.settings;

import java.util.Map;

/** How worker and starter write their logs. */
public enum LogFormat {
  /** Lines for people. */
  TEXT(Map.of()),
  /**
   * An object a line, in Logstash's form: the fields of the context beside time, level, message.
   */
  JSON(Map.of("logging.structured.format.console", "logstash"));

  private final Map<String, Object> springProperties;

  LogFormat(Map<String, Object> springProperties) {
    this.springProperties = springProperties;
  }

  /** Reads {@code SCOUT_LOG_FORMAT}; throws SettingException if it is neither. */
  public static LogFormat of(Settings settings) {
    return settings.get(SettingCatalog.LOG_FORMAT).equals("json") ? JSON : TEXT;
  }

  /** What makes Spring Boot write so. */
  public Map<String, Object> springProperties() {
    return springProperties;
  }
}
