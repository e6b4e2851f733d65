package scout.console.web;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.workflows.WorkflowIds;

/**
 * Addresses in Temporal's Web UI.
 *
 * @param ui where it is; empty if nobody said
 */
public record TemporalLinks(Optional<URI> ui, String namespace) {
  /** As the settings say. */
  public static TemporalLinks of(Settings settings) {
    return new TemporalLinks(
        settings.find(SettingCatalog.TEMPORAL_UI_URL),
        settings.get(SettingCatalog.TEMPORAL_NAMESPACE));
  }

  /** The runs of an object's journey. */
  public Optional<URI> journey(String bucket, String key) {
    return workflow(WorkflowIds.file(bucket, key));
  }

  /** The runs of a workflow. */
  public Optional<URI> workflow(String id) {
    String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    return ui.map(
        address ->
            URI.create(
                address.toString().replaceAll("/$", "")
                    + "/namespaces/"
                    + namespace
                    + "/workflows/"
                    + encoded));
  }
}
