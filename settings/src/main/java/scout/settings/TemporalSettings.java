package scout.settings;

/**
 * How to reach Temporal.
 *
 * @param address {@code host:port}
 * @param namespace the namespace
 */
public record TemporalSettings(String address, String namespace) {
  /** Reads {@code TEMPORAL_ADDRESS} and {@code TEMPORAL_NAMESPACE}. */
  public static TemporalSettings of(Settings settings) {
    return new TemporalSettings(
        settings.get(SettingCatalog.TEMPORAL_ADDRESS),
        settings.get(SettingCatalog.TEMPORAL_NAMESPACE));
  }
}
