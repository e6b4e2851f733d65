package scout.settings;

import java.util.Objects;

/**
 * A setting of the environment. {@link SettingCatalog} holds all of them.
 *
 * @param name the environment variable, e.g. {@code SCOUT_MAX_DEPTH}
 * @param type how its text is read
 * @param defaultText the default text; null if there is none
 * @param required true if the programs that read it need it; then it has no default
 * @param secret true if its value is never shown
 * @param meaning what it does, in Markdown
 */
public record Setting<T>(
    String name,
    SettingType<T> type,
    String defaultText,
    boolean required,
    boolean secret,
    String meaning) {
  public Setting {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(meaning, "meaning");
    if (required && defaultText != null) {
      throw new IllegalArgumentException(name + " is required, so it has no default");
    }
  }

  /** A setting that must be set. */
  static <T> Setting<T> required(String name, SettingType<T> type, String meaning) {
    return new Setting<>(name, type, null, true, false, meaning);
  }

  /** A setting that may be omitted. */
  static <T> Setting<T> optional(String name, SettingType<T> type, String meaning) {
    return new Setting<>(name, type, null, false, false, meaning);
  }

  /** A setting with a default. */
  static <T> Setting<T> usually(
      String name, SettingType<T> type, String defaultText, String meaning) {
    return new Setting<>(name, type, defaultText, false, false, meaning);
  }

  /** A password or a token that must be set. */
  static Setting<String> secret(String name, String meaning) {
    return new Setting<>(name, SettingType.TEXT, null, true, true, meaning);
  }

  /** The same, but its value is never shown. */
  Setting<T> kept() {
    return new Setting<>(name, type, defaultText, required, true, meaning);
  }

  /** The default for people: itself, "–" if it must be set, "none" if it may be omitted. */
  public String defaultWords() {
    if (defaultText != null) {
      return "`" + defaultText + "`";
    }
    return required ? "–" : "none";
  }

  /**
   * Reads a text.
   *
   * @throws SettingException if it is invalid; names the setting and says what is allowed
   */
  public T parse(String text) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          name, (secret ? "its value " : "'" + text + "' ") + e.getMessage());
    }
  }
}
