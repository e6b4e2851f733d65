package scout.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Reads typed settings by name from the environment. A value may also come from a file: {@code
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

  /** The value, or empty if it is not set. */
  public Optional<String> find(String name) {
    String value = values.get(name);
    if (value != null && !value.isBlank()) {
      return Optional.of(value.strip());
    }
    String file = values.get(name + "_FILE");
    return file == null || file.isBlank() ? Optional.empty() : Optional.of(read(name, file));
  }

  /** The value, or the default if it is not set. */
  public String text(String name, String defaultValue) {
    return find(name).orElse(defaultValue);
  }

  /** The value; throws SettingException if it is not set. */
  public String require(String name) {
    return find(name)
        .orElseThrow(
            () -> new SettingException(name, "is not set; give it a value and start again"));
  }

  /** A whole number from {@code min} to {@code max}. */
  public int number(String name, int defaultValue, int min, int max) {
    String text = text(name, Integer.toString(defaultValue));
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(name, text, min, max);
    }
    throw notANumber(name, text, min, max);
  }

  private static SettingException notANumber(String name, String text, int min, int max) {
    return new SettingException(
        name, "'" + text + "' is not a whole number from " + min + " to " + max);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean defaultValue) {
    return switch (text(name, Boolean.toString(defaultValue))) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new SettingException(name, "must be true or false");
    };
  }

  /** An address such as {@code http://127.0.0.1:9000}. */
  public URI address(String name) {
    String text = require(name);
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new SettingException(name, "'" + text + "' is not an address");
    }
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new SettingException(name, "'" + text + "' needs the form http://host:port");
    }
    return uri;
  }

  /** A time zone such as {@code Europe/Vienna}. */
  public ZoneId timeZone(String name, String defaultValue) {
    String text = text(name, defaultValue);
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new SettingException(
          name, "'" + text + "' is not a time zone; give one like UTC or Europe/Vienna");
    }
  }

  /** A length of time in ISO-8601, such as {@code PT15M}. */
  public Duration duration(String name, Duration defaultValue) {
    String text = text(name, defaultValue.toString());
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new SettingException(name, "'" + text + "' is not a length of time like PT15M");
    }
  }

  private static String read(String name, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new SettingException(name + "_FILE", "the file can't be read: " + file);
    }
  }
}
