package scout.activities.ingest;

import java.util.Locale;
import java.util.Objects;
import scout.activities.fields.FieldPaths;
import scout.activities.parse.ParseLimits;
import scout.activities.parse.ParseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * How files are loaded.
 *
 * @param overwrite what a new version of a key does to the older ones
 * @param maxRejectedShare the share of a file's records, 0 to 1, that may be rejected; a file with
 *     more is quarantined
 * @param reading how files are read
 */
public record IngestSettings(
    OverwritePolicy overwrite, double maxRejectedShare, ParseSettings reading) {
  public IngestSettings {
    Objects.requireNonNull(overwrite, "overwrite");
    Objects.requireNonNull(reading, "reading");
    if (!(maxRejectedShare >= 0 && maxRejectedShare <= 1)) {
      throw new IllegalArgumentException("maxRejectedShare is not from 0 to 1");
    }
  }

  /** New versions are added, half of a file may be rejected, and limits have their defaults. */
  public static IngestSettings defaults() {
    return new IngestSettings(OverwritePolicy.ADD, 0.5, ParseSettings.defaults());
  }

  /** Reads the settings of formats and limits, and {@code SCOUT_PATHS_…}. */
  public static IngestSettings of(Settings settings) {
    return new IngestSettings(
        overwrite(settings),
        settings.get(SettingCatalog.MAX_REJECTED_PERCENT) / 100.0,
        reading(settings));
  }

  /** Returns the same, but reading files otherwise. */
  public IngestSettings withReading(ParseSettings other) {
    return new IngestSettings(overwrite, maxRejectedShare, other);
  }

  private static OverwritePolicy overwrite(Settings settings) {
    return OverwritePolicy.valueOf(settings.get(SettingCatalog.OVERWRITE).toUpperCase(Locale.ROOT));
  }

  private static ParseSettings reading(Settings settings) {
    return new ParseSettings(
        limits(settings),
        FieldPaths.of(settings),
        settings.find(SettingCatalog.CSV_DELIMITER).orElse(null),
        settings.get(SettingCatalog.CSV_SHORT_ROWS).equals("fill"),
        settings.find(SettingCatalog.RECORDS_AT).orElse(null));
  }

  private static ParseLimits limits(Settings settings) {
    return new ParseLimits(
        settings.get(SettingCatalog.MAX_DEPTH),
        settings.get(SettingCatalog.MAX_RECORD_BYTES),
        ParseLimits.defaults().maxNumberDigits(),
        (long) settings.get(SettingCatalog.MAX_INFLATED_MIB) << 20,
        settings.get(SettingCatalog.MAX_INFLATE_RATIO));
  }
}
