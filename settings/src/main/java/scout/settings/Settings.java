package scout.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The values of settings, from the environment. A value may also come from a file: {@code
 * NAME_FILE} names it, as container secrets do. Blank is the same as absent.
 */
public final class Settings {
  private final Map<String, String> values;

  /**
   * @param values names to values, e.g. {@code System.getenv()}
   */
  public Settings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * The value, or empty if it is not set; ignores a default.
   *
   * @throws SettingException if it can't be used
   */
  public <T> Optional<T> find(Setting<T> setting) {
    return text(setting.name()).map(setting::parse);
  }

  /**
   * The value, or the default.
   *
   * @throws SettingException if it is invalid, or is not set and has no default
   */
  public <T> T get(Setting<T> setting) {
    return text(setting.name())
        .or(() -> Optional.ofNullable(setting.defaultText()))
        .map(setting::parse)
        .orElseThrow(
            () ->
                new SettingException(
                    setting.name(), "is not set; give it a value and start again"));
  }

  private Optional<String> text(String name) {
    String value = values.get(name);
    if (value != null && !value.isBlank()) {
      return Optional.of(value.strip());
    }
    String file = values.get(name + "_FILE");
    return file == null || file.isBlank() ? Optional.empty() : Optional.of(read(name, file));
  }

  private static String read(String name, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new SettingException(name + "_FILE", "the file can't be read: " + file);
    }
  }
}
