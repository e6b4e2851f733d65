package scout.traces;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * Where traces go.
 *
 * @param traces the collector's address for traces
 * @param headers sent with each request; never printed
 */
public record TraceSettings(URI traces, Map<String, String> headers) {
  private static final String PATH = "/v1/traces";

  public TraceSettings {
    headers = Map.copyOf(headers);
  }

  /** Empty if no collector is set; throws SettingException if a header can't be read. */
  public static Optional<TraceSettings> of(Settings settings) {
    return settings
        .find(SettingCatalog.OTLP_ENDPOINT)
        .map(
            base ->
                new TraceSettings(
                    URI.create(base.toString().replaceAll("/+$", "") + PATH),
                    settings
                        .find(SettingCatalog.OTLP_HEADERS)
                        .map(TraceSettings::headers)
                        .orElse(Map.of())));
  }

  /** In the form of OpenTelemetry's own variable: {@code name=value,name=value}, URL-encoded. */
  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      int sign = pair.indexOf('=');
      if (sign < 1) {
        throw new SettingException(
            SettingCatalog.OTLP_HEADERS.name(),
            "its value is no list of name=value, parted by commas");
      }
      headers.put(
          pair.substring(0, sign).strip(),
          URLDecoder.decode(pair.substring(sign + 1).strip(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  @Override
  public String toString() {
    return "TraceSettings[traces=" + traces + ", headers=" + headers.keySet() + "]";
  }
}
