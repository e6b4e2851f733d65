package scout.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How to reach Temporal.
 *
 * @param address {@code host:port}
 * @param namespace the namespace
 * @param security the settings of TLS and API key, by Temporal's own names; never printed
 */
public record TemporalSettings(String address, String namespace, Map<String, String> security) {
  private static final List<Setting<String>> SECURITY =
      List.of(
          SettingCatalog.TEMPORAL_API_KEY,
          SettingCatalog.TEMPORAL_TLS,
          SettingCatalog.TEMPORAL_TLS_SERVER_NAME,
          SettingCatalog.TEMPORAL_TLS_SERVER_CA_CERT_PATH,
          SettingCatalog.TEMPORAL_TLS_SERVER_CA_CERT_DATA,
          SettingCatalog.TEMPORAL_TLS_CLIENT_CERT_PATH,
          SettingCatalog.TEMPORAL_TLS_CLIENT_CERT_DATA,
          SettingCatalog.TEMPORAL_TLS_CLIENT_KEY_PATH,
          SettingCatalog.TEMPORAL_TLS_CLIENT_KEY_DATA);
  private static final List<Setting<String>> PATHS =
      List.of(
          SettingCatalog.TEMPORAL_TLS_SERVER_CA_CERT_PATH,
          SettingCatalog.TEMPORAL_TLS_CLIENT_CERT_PATH,
          SettingCatalog.TEMPORAL_TLS_CLIENT_KEY_PATH);

  public TemporalSettings {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(namespace, "namespace");
    security = Map.copyOf(security);
    for (Setting<String> path : PATHS) {
      String file = security.get(path.name());
      if (file != null && !Files.isReadable(Path.of(file))) {
        throw new SettingException(path.name(), "the file can't be read: " + file);
      }
    }
    alone(
        security,
        SettingCatalog.TEMPORAL_TLS_SERVER_CA_CERT_PATH,
        SettingCatalog.TEMPORAL_TLS_SERVER_CA_CERT_DATA);
    boolean certificate =
        alone(
            security,
            SettingCatalog.TEMPORAL_TLS_CLIENT_CERT_PATH,
            SettingCatalog.TEMPORAL_TLS_CLIENT_CERT_DATA);
    boolean key =
        alone(
            security,
            SettingCatalog.TEMPORAL_TLS_CLIENT_KEY_PATH,
            SettingCatalog.TEMPORAL_TLS_CLIENT_KEY_DATA);
    if (certificate != key) {
      throw new SettingException(
          (certificate
                  ? SettingCatalog.TEMPORAL_TLS_CLIENT_KEY_PATH
                  : SettingCatalog.TEMPORAL_TLS_CLIENT_CERT_PATH)
              .name(),
          "is not set; a client's certificate and its key go together");
    }
  }

  /** A server without TLS, as on a laptop. */
  public TemporalSettings(String address, String namespace) {
    this(address, namespace, Map.of());
  }

  /** True if one of the two is set; throws if both are. */
  private static boolean alone(
      Map<String, String> security, Setting<String> path, Setting<String> data) {
    if (security.containsKey(path.name()) && security.containsKey(data.name())) {
      throw new SettingException(data.name(), "is set beside " + path.name() + "; keep one");
    }
    return security.containsKey(path.name()) || security.containsKey(data.name());
  }

  /**
   * Reads {@code TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, and the TLS and API key settings.
   */
  public static TemporalSettings of(Settings settings) {
    Map<String, String> security = new TreeMap<>();
    for (Setting<String> each : SECURITY) {
      settings.find(each).ifPresent(value -> security.put(each.name(), value));
    }
    return new TemporalSettings(
        settings.get(SettingCatalog.TEMPORAL_ADDRESS),
        settings.get(SettingCatalog.TEMPORAL_NAMESPACE),
        security);
  }

  /** All settings by Temporal's own names, as its client library reads them. */
  public Map<String, String> environment() {
    Map<String, String> all = new TreeMap<>(security);
    all.put(SettingCatalog.TEMPORAL_ADDRESS.name(), address);
    all.put(SettingCatalog.TEMPORAL_NAMESPACE.name(), namespace);
    return all;
  }

  @Override
  public String toString() {
    return "TemporalSettings[address="
        + address
        + ", namespace="
        + namespace
        + ", security="
        + security.keySet()
        + "]";
  }
}
