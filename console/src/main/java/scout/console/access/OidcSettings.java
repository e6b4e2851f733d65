package scout.console.access;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import scout.settings.Setting;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * Sign-in by OpenID Connect.
 *
 * @param issuer the provider, whose discovery document names the rest
 * @param claim the claim that lists a person's groups
 * @param operators the groups that may act
 * @param viewers the groups that may look
 * @param console the address at which browsers reach the console's server
 */
record OidcSettings(
    URI issuer,
    String clientId,
    String clientSecret,
    String claim,
    List<String> operators,
    List<String> viewers,
    URI console) {
  OidcSettings {
    operators = List.copyOf(operators);
    viewers = List.copyOf(viewers);
  }

  /** Empty if no issuer is set; throws if what it needs is missing. */
  static Optional<OidcSettings> of(Settings settings) {
    return settings
        .find(SettingCatalog.OIDC_ISSUER)
        .map(
            issuer ->
                new OidcSettings(
                    issuer,
                    needed(settings, SettingCatalog.OIDC_CLIENT_ID),
                    needed(settings, SettingCatalog.OIDC_CLIENT_SECRET),
                    settings.get(SettingCatalog.OIDC_CLAIM),
                    settings.find(SettingCatalog.OIDC_OPERATORS).orElse(List.of()),
                    settings.find(SettingCatalog.OIDC_VIEWERS).orElse(List.of()),
                    needed(settings, SettingCatalog.CONSOLE_URL)));
  }

  private static <T> T needed(Settings settings, Setting<T> setting) {
    return settings
        .find(setting)
        .orElseThrow(
            () ->
                new SettingException(
                    setting.name(),
                    "is needed where " + SettingCatalog.OIDC_ISSUER.name() + " is set"));
  }
}
