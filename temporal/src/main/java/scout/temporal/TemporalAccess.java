package scout.temporal;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.TemporalSettings;

/** How to connect to Temporal: its address, and plain, TLS, certificate or API key access. */
public final class TemporalAccess {
  private TemporalAccess() {}

  /**
   * The options to build the client with.
   *
   * @throws SettingException if a certificate or key can't be used
   */
  public static WorkflowServiceStubsOptions.Builder of(TemporalSettings settings) {
    try {
      return WorkflowServiceStubsOptions.newBuilder(
          ClientConfigProfile.load(
                  LoadClientConfigProfileOptions.newBuilder()
                      .setDisableFile(true)
                      .setEnvOverrides(settings.environment())
                      .build())
              .toWorkflowServiceStubsOptions());
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException(
          SettingCatalog.TEMPORAL_TLS.name(),
          "a certificate or key of TEMPORAL_TLS_… can't be used: " + e.getMessage());
    }
  }
}
