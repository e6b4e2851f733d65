package scout.activities.layers;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import scout.schema.settings.SettingException;
import scout.schema.settings.Settings;

/**
 * What the layers are built with.
 *
 * @param timeZone the business time zone: whose day a transaction belongs to, and what a timestamp
 *     without zone means; a region such as {@code Europe/Vienna}, or UTC
 * @param paths where each field is found in the payload: dotted paths, the first present wins
 */
public record LayerSettings(ZoneId timeZone, Map<PayloadField, List<String>> paths) {
  /** The name of the setting that holds the business time zone. */
  public static final String TIME_ZONE = "SCOUT_TIMEZONE";

  public LayerSettings {
    if (timeZone.getId().equals("Z")) {
      timeZone = ZoneId.of("UTC");
    }
    // PostgreSQL reads the sign of an offset the other way round
    if (!ZoneId.getAvailableZoneIds().contains(timeZone.getId())) {
      throw new SettingException(
          TIME_ZONE,
          "'" + timeZone + "' is not the name of a region; give one like UTC or Europe/Vienna");
    }
    Map<PayloadField, List<String>> checked = new EnumMap<>(PayloadField.class);
    for (PayloadField field : PayloadField.values()) {
      List<String> dotted = List.copyOf(paths.getOrDefault(field, List.of(field.flatName())));
      dotted.forEach(path -> check(field, path));
      checked.put(field, dotted);
    }
    paths = Map.copyOf(checked);
  }

  /**
   * Reads {@code SCOUT_TIMEZONE} (default UTC) and {@code SCOUT_PATHS_…} (comma-separated dotted
   * paths, default the flat names).
   *
   * @throws SettingException if one can't be used
   */
  public static LayerSettings from(Settings settings) {
    Map<PayloadField, List<String>> paths = new EnumMap<>(PayloadField.class);
    for (PayloadField field : PayloadField.values()) {
      settings
          .find(field.setting())
          .ifPresent(
              text ->
                  paths.put(field, Arrays.stream(text.split(",", -1)).map(String::strip).toList()));
    }
    return new LayerSettings(settings.timeZone(TIME_ZONE, "UTC"), paths);
  }

  private static void check(PayloadField field, String path) {
    if (Arrays.stream(path.split("\\.", -1)).anyMatch(String::isBlank)) {
      throw new SettingException(
          field.setting(),
          "'"
              + path
              + "' is not a path; give keys joined by dots, paths parted by commas,"
              + " like store_id,store.id");
    }
  }

  /** True if every field is found by its flat name alone. */
  boolean flat() {
    return paths.entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(List.of(entry.getKey().flatName())));
  }
}
