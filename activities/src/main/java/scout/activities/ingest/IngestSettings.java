package scout.activities.ingest;

import java.util.Objects;
import scout.activities.fields.FieldPaths;
import scout.activities.parse.ParseLimits;
import scout.activities.parse.ParseSettings;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * How files are loaded.
 *
 * @param overwrite what a new version of a key does to the older ones
 * @param maxRejectedShare the share of a file's records, 0 to 1, that may be rejected; a file with
 *     more is quarantined
 * @param reading how files are read
 */
public record IngestSettings(Overwrite overwrite, double maxRejectedShare, ParseSettings reading) {
  public IngestSettings {
    Objects.requireNonNull(overwrite, "overwrite");
    Objects.requireNonNull(reading, "reading");
    if (!(maxRejectedShare >= 0 && maxRejectedShare <= 1)) {
      throw new IllegalArgumentException("maxRejectedShare is not from 0 to 1");
    }
  }

  /** Versions are added, half of a file may be rejected, and the limits are the usual ones. */
  public static IngestSettings defaults() {
    return new IngestSettings(Overwrite.ADD, 0.5, ParseSettings.defaults());
  }

  /**
   * Reads {@code SCOUT_OVERWRITE}, {@code SCOUT_MAX_REJECTED_PERCENT}, {@code SCOUT_MAX_DEPTH},
   * {@code SCOUT_MAX_RECORD_BYTES}, {@code SCOUT_MAX_INFLATED_MIB}, {@code SCOUT_MAX_INFLATE_RATIO}
   * and {@code SCOUT_PATHS_…}.
   */
  public static IngestSettings of(Settings settings) {
    return new IngestSettings(
        overwrite(settings),
        settings.number("SCOUT_MAX_REJECTED_PERCENT", 50, 0, 100) / 100.0,
        ParseSettings.of(limits(settings)).withPaths(FieldPaths.of(settings)));
  }

  private static Overwrite overwrite(Settings settings) {
    return switch (settings.text("SCOUT_OVERWRITE", "add")) {
      case "add" -> Overwrite.ADD;
      case "replace" -> Overwrite.REPLACE;
      default -> throw new SettingException("SCOUT_OVERWRITE", "must be add or replace");
    };
  }

  private static ParseLimits limits(Settings settings) {
    ParseLimits usual = ParseLimits.defaults();
    int inflatedMib = (int) (usual.maxInflatedBytes() >> 20);
    return new ParseLimits(
        settings.number("SCOUT_MAX_DEPTH", usual.maxDepth(), 1, 1_000),
        settings.number("SCOUT_MAX_RECORD_BYTES", usual.maxRecordBytes(), 1, 64 << 20),
        usual.maxNumberDigits(),
        (long) settings.number("SCOUT_MAX_INFLATED_MIB", inflatedMib, 1, 1 << 24) << 20,
        settings.number("SCOUT_MAX_INFLATE_RATIO", usual.maxInflateRatio(), 1, 2_000));
  }
}
