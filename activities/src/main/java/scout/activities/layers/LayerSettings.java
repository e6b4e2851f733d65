package scout.activities.layers;

import java.time.Duration;
import java.time.ZoneId;
import scout.activities.fields.FieldPaths;
import scout.activities.losses.LossSettings;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * What the layers are built with.
 *
 * @param timeZone the business time zone, for a transaction's day and for timestamps without zone;
 *     a region such as {@code Europe/Vienna}, or UTC
 * @param paths where each field is found in a record
 * @param readings how values are read
 * @param losses when records that became no sale raise an alert
 * @param checkTimeout how long a quality check may take
 */
public record LayerSettings(
    ZoneId timeZone,
    FieldPaths paths,
    ValueReadings readings,
    LossSettings losses,
    Duration checkTimeout) {
  /** The name of the setting that holds the business time zone. */
  public static final String TIME_ZONE = SettingCatalog.TIMEZONE.name();

  public LayerSettings {
    if (timeZone.getId().equals("Z")) {
      timeZone = ZoneId.of("UTC");
    }
    // PostgreSQL reads an offset's sign the other way round
    if (!ZoneId.getAvailableZoneIds().contains(timeZone.getId())) {
      throw new SettingException(
          TIME_ZONE,
          "'" + timeZone + "' is not the name of a region; give one like UTC or Europe/Vienna");
    }
  }

  /** Returns the defaults with this time zone. */
  public static LayerSettings of(ZoneId timeZone) {
    return new LayerSettings(
        timeZone,
        FieldPaths.defaults(),
        ValueReadings.defaults(),
        LossSettings.defaults(),
        Duration.ofSeconds(30));
  }

  /** Returns these settings with other paths. */
  public LayerSettings withPaths(FieldPaths other) {
    return new LayerSettings(timeZone, other, readings, losses, checkTimeout);
  }

  /** Returns these settings with other readings. */
  public LayerSettings withReadings(ValueReadings other) {
    return new LayerSettings(timeZone, paths, other, losses, checkTimeout);
  }

  /** Returns these settings with another bound for losses. */
  public LayerSettings withLosses(LossSettings other) {
    return new LayerSettings(timeZone, paths, readings, other, checkTimeout);
  }

  /**
   * Reads {@code SCOUT_TIMEZONE} (default UTC), {@code SCOUT_PATHS_…} (comma-separated dotted
   * paths, default the flat names), and those of {@link ValueReadings} and {@link LossSettings}.
   *
   * @throws SettingException if one can't be used
   */
  public static LayerSettings from(Settings settings) {
    return new LayerSettings(
        settings.get(SettingCatalog.TIMEZONE),
        FieldPaths.of(settings),
        ValueReadings.from(settings),
        LossSettings.of(settings),
        settings.get(SettingCatalog.CHECK_TIMEOUT));
  }
}
