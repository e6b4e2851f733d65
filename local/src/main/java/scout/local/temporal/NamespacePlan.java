package scout.local.temporal;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.util.Map;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * The namespace to use; it is created if missing.
 *
 * @param name its name
 * @param retentionDays how long closed workflows are kept in it
 */
public record NamespacePlan(String name, int retentionDays) {
  public NamespacePlan {
    if (name.isBlank() || retentionDays < 1) {
      throw new IllegalArgumentException("No namespace: '" + name + "', " + retentionDays);
    }
  }

  /** The namespace of the settings. */
  public static NamespacePlan of(Settings settings) {
    return new NamespacePlan(
        settings.get(SettingCatalog.TEMPORAL_NAMESPACE),
        settings.get(SettingCatalog.RETAIN_JOURNEYS_DAYS));
  }

  /** The namespace with the default retention. */
  static NamespacePlan usual(String name) {
    return new NamespacePlan(name, new Settings(Map.of()).get(SettingCatalog.RETAIN_JOURNEYS_DAYS));
  }

  Duration retention() {
    return Durations.fromDays(retentionDays);
  }
}
