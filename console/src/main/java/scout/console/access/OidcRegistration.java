package scout.console.access;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * The provider, whose discovery document is read when somebody first signs in: it may start later
 * than the console.
 */
final class OidcRegistration implements ClientRegistrationRepository {
  /** The name of the registration, a part of its addresses. */
  static final String ID = "oidc";

  /** Where the sign-in begins. */
  static final String BEGIN = "/console/oauth2/authorization";

  /** Where the provider sends people back. */
  static final String RETURN = "/console/oauth2/code/*";

  private final OidcSettings settings;
  private ClientRegistration registration;

  OidcRegistration(OidcSettings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized ClientRegistration findByRegistrationId(String id) {
    if (!ID.equals(id)) {
      return null;
    }
    if (registration == null) {
      registration =
          ClientRegistrations.fromIssuerLocation(settings.issuer().toString())
              .registrationId(ID)
              .clientId(settings.clientId())
              .clientSecret(settings.clientSecret())
              .scope("openid", "profile", "email")
              .redirectUri(settings.console().resolve(RETURN.replace("*", ID)).toString())
              .build();
    }
    return registration;
  }
}
